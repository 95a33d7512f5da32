/* The certificate and the key that the page is served with, as PEM files: checked before they are used, so that what is
 * wrong with them is said in words. */
#ifndef WEB_TLS_H
#define WEB_TLS_H

#include <stdbool.h>
#include <stdint.h>

struct tls;

/* NULL after a logged reason with its remedy. What is wrong with the dates alone is warned of, and served: a browser
 * says so to those who visit, and the clock may be what is wrong. */
struct tls *tls_read(const char *certificate_path, const char *key_path, int64_t now_utc_s);
void tls_destroy(struct tls *tls); /* NULL is fine */

const char *tls_certificate(const struct tls *tls); /* PEM, with those that it was signed by */
const char *tls_key(const struct tls *tls);         /* PEM */

/* Is this host named by the certificate? NULL, which is no TLS at all, names none. */
bool tls_names(const struct tls *tls, const char *name);

/* Have the files been replaced by another pair that is whole? Looks at their dates, so it may be called often. */
bool tls_renewed(struct tls *tls);

#endif
