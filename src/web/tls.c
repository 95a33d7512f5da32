#include "web/tls.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

enum { FILE_LIMIT_BYTES = 1 << 18, CHAIN_MOST = 16 };

struct tls_file {
	char *path;
	struct buffer text;
	struct timespec changed; /* when it was read */
};

struct tls {
	struct tls_file certificate, key;
	gnutls_x509_crt_t first; /* of the certificates: the one that is ours */
	int64_t from_utc_s, until_utc_s;
};

static struct timespec changed(const char *path)
{
	struct stat file;
	return stat(path, &file) == 0 ? file.st_mtim : (struct timespec){0};
}

static void open_file(struct tls_file *file, const char *path)
{
	file->path = text_copy(path);
	buffer_init(&file->text);
	file->changed = changed(path);
}

static void close_file(struct tls_file *file)
{
	if (file->text.bytes != NULL)
		explicit_bzero(file->text.bytes, file->text.length);
	buffer_finish(&file->text);
	free(file->path);
}

static bool read_file(struct tls_file *file, const char *what)
{
	int error = file_read(file->path, FILE_LIMIT_BYTES, &file->text);
	if (error != 0)
		log_error("web: the %s %s cannot be read: %s; it has to be there, and readable by the "
			  "user that callboard runs as",
			  what, file->path, strerror(-error));
	return error == 0;
}

static gnutls_datum_t datum(const struct tls_file *file)
{
	return (gnutls_datum_t){(unsigned char *)file->text.bytes, (unsigned)file->text.length};
}

/* Takes the first certificate of the chain. */
static bool parse_certificate(struct tls *tls)
{
	gnutls_x509_crt_t chain[CHAIN_MOST];
	unsigned count = CHAIN_MOST;
	gnutls_datum_t text = datum(&tls->certificate);
	int error = gnutls_x509_crt_list_import(chain, &count, &text, GNUTLS_X509_FMT_PEM, 0);
	if (error < 1) {
		log_error("web: %s is not a certificate in PEM form: %s; it begins with "
			  "-----BEGIN CERTIFICATE-----, and those that signed it follow",
			  tls->certificate.path, gnutls_strerror(error));
		return false;
	}
	tls->first = chain[0];
	for (unsigned i = 1; i < count; i++)
		gnutls_x509_crt_deinit(chain[i]);
	tls->from_utc_s = gnutls_x509_crt_get_activation_time(tls->first);
	tls->until_utc_s = gnutls_x509_crt_get_expiration_time(tls->first);
	return true;
}

static bool fits(const struct tls *tls)
{
	gnutls_certificate_credentials_t pair;
	gnutls_datum_t certificate = datum(&tls->certificate), key = datum(&tls->key);
	int error = gnutls_certificate_allocate_credentials(&pair);
	if (error == 0) {
		error = gnutls_certificate_set_x509_key_mem(pair, &certificate, &key, GNUTLS_X509_FMT_PEM);
		gnutls_certificate_free_credentials(pair);
	}
	if (error == GNUTLS_E_CERTIFICATE_KEY_MISMATCH)
		log_error("web: the key %s belongs to another certificate than %s; give the two that "
			  "were made together",
			  tls->key.path, tls->certificate.path);
	else if (error < 0)
		log_error("web: %s is not a key in PEM form that needs no password: %s", tls->key.path,
			  gnutls_strerror(error));
	return error >= 0;
}

static void warn_of_dates(const struct tls *tls, int64_t now_utc_s)
{
	char day[26];
	bool over = now_utc_s >= tls->until_utc_s;
	if (!over && now_utc_s >= tls->from_utc_s)
		return;
	civil_format(over ? tls->until_utc_s : tls->from_utc_s, 0, day);
	log_warning("web: the certificate %s %s %s, so browsers refuse the page; %s, unless this machine's clock is "
		    "wrong",
		    tls->certificate.path, over ? "was good until" : "is good only from", day,
		    over ? "renew it" : "wait, or get another");
}

static struct tls *read_pair(const char *certificate_path, const char *key_path)
{
	struct tls *tls = memory_allocate(sizeof *tls);
	*tls = (struct tls){0};
	open_file(&tls->certificate, certificate_path);
	open_file(&tls->key, key_path);
	if (read_file(&tls->certificate, "certificate") && read_file(&tls->key, "key") && parse_certificate(tls) &&
	    fits(tls))
		return tls;
	tls_destroy(tls);
	return NULL;
}

struct tls *tls_read(const char *certificate_path, const char *key_path, int64_t now_utc_s)
{
	struct tls *tls = read_pair(certificate_path, key_path);
	if (tls != NULL)
		warn_of_dates(tls, now_utc_s);
	return tls;
}

void tls_destroy(struct tls *tls)
{
	if (tls == NULL)
		return;
	if (tls->first != NULL)
		gnutls_x509_crt_deinit(tls->first);
	close_file(&tls->certificate);
	close_file(&tls->key);
	free(tls);
}

const char *tls_certificate(const struct tls *tls)
{
	return buffer_text(&tls->certificate.text);
}

const char *tls_key(const struct tls *tls)
{
	return buffer_text(&tls->key.text);
}

bool tls_names(const struct tls *tls, const char *name)
{
	return tls != NULL && gnutls_x509_crt_check_hostname(tls->first, name) != 0;
}

static bool touched(struct tls_file *file)
{
	struct timespec now = changed(file->path);
	bool other = now.tv_sec != file->changed.tv_sec || now.tv_nsec != file->changed.tv_nsec;
	file->changed = now;
	return other;
}

bool tls_renewed(struct tls *tls)
{
	bool certificate = touched(&tls->certificate), key = touched(&tls->key);
	if (!certificate && !key)
		return false;
	struct tls *renewed = read_pair(tls->certificate.path, tls->key.path);
	tls_destroy(renewed);
	return renewed != NULL;
}
