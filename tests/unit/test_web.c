/* The control page's pure parts: who may ask, how often, from where, and what the metrics say. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "control/listen.h"
#include "control/token.h"
#include "web/failures.h"
#include "web/guard.h"
#include "web/metrics.h"
#include "web/visitors.h"

static void test_host(void **state)
{
	static const struct {
		const char *host;
		bool ours;
	} cases[] = {
		{"127.0.0.1:8080", true},
		{"127.0.0.1", true},
		{"192.168.1.7:8080", true},
		{"[::1]:8080", true},
		{"[fd00::2]", true},
		{"localhost:8080", true},
		{"LocalHost", true},
		{"foyer", true},
		{"Foyer:8080", true},
		{"foyer.local:80", true},
		{"foyer.evil.example", false},
		{"foyerx", false},
		{"evil.example", false},
		{"127.0.0.1.evil.example", false},
		{"localhost.evil.example", false},
		{"127.0.0.1:", false},
		{"127.0.0.1:80x", false},
		{"127.0.0.1:808080", false},
		{"[::1", false},
		{"[::1]x", false},
		{"[127.0.0.1]", false},
		{"::1", false},
		{"", false},
		{"user@127.0.0.1", false},
		{"foyer.locals", false},
		{"2130706433", false},
		{"127.1", false},
	};
	char longest[1024];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (guard_host(cases[i].host, "foyer") != cases[i].ours)
			fail_msg("Host: %s is %s", cases[i].host, cases[i].ours ? "ours" : "not ours");
	memset(longest, '1', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_false(guard_host(longest, "foyer"));
	assert_false(guard_host(NULL, "foyer"));
	assert_false(guard_host("evil.example", ""));
	assert_false(guard_host("", ""));
	assert_false(guard_host(".local", ""));
}

static void test_site(void **state)
{
	(void)state;
	assert_true(guard_origin("http://127.0.0.1:8080", "127.0.0.1:8080"));
	assert_true(guard_origin("https://Foyer", "foyer"));
	assert_false(guard_origin("http://127.0.0.1:8081", "127.0.0.1:8080"));
	assert_false(guard_origin("http://evil.example", "127.0.0.1:8080"));
	assert_false(guard_origin("null", "127.0.0.1:8080"));
	assert_false(guard_origin("http://127.0.0.1:8080", NULL));
	assert_true(guard_own_site(&(struct guard_headers){"h", NULL, NULL}));
	assert_true(guard_own_site(&(struct guard_headers){"h", "http://h", "same-origin"}));
	assert_true(guard_own_site(&(struct guard_headers){"h", NULL, "none"}));
	assert_false(guard_own_site(&(struct guard_headers){"h", NULL, "cross-site"}));
	assert_false(guard_own_site(&(struct guard_headers){"h", NULL, "same-site"}));
	assert_false(guard_own_site(&(struct guard_headers){"h", "null", "same-origin"}));
	assert_false(guard_own_action(&(struct guard_headers){"h", NULL, NULL}));
	assert_false(guard_own_action(&(struct guard_headers){"h", NULL, "none"}));
	assert_true(guard_own_action(&(struct guard_headers){"h", NULL, "same-origin"}));
	assert_true(guard_own_action(&(struct guard_headers){"h", "http://h", NULL}));
}

static void test_secrets(void **state)
{
	(void)state;
	assert_string_equal(guard_bearer("Bearer abc"), "abc");
	assert_string_equal(guard_bearer("bearer abc"), "abc");
	assert_null(guard_bearer("Basic abc"));
	assert_null(guard_bearer("Bearer"));
	assert_null(guard_bearer(NULL));
	assert_true(token_equal("", ""));
	assert_true(token_equal("abc", "abc"));
	assert_false(token_equal("abc", "abd"));
	assert_false(token_equal("abc", "ab"));
	assert_false(token_equal("ab", "abab"));
	assert_false(token_equal("abab", "ab"));
	assert_false(token_equal("abc", ""));
	assert_false(token_equal("", "abc"));
}

static void test_token_file(void **state)
{
	char folder[] = "/tmp/callboard-token-XXXXXX", token[TOKEN_SIZE], again[TOKEN_SIZE], code[TOKEN_SIZE];
	struct stat status;
	(void)state;
	assert_non_null(mkdtemp(folder));
	char *path = path_join(folder, "token");
	assert_int_equal(token_take(folder, token), 0);
	assert_int_equal(strlen(token), TOKEN_SIZE - 1);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(token_take(folder, again), 0);
	assert_string_equal(token, again);
	assert_int_equal(chmod(path, 0644), 0); /* others may have read it */
	assert_int_equal(token_take(folder, again), 0);
	assert_string_not_equal(token, again);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(file_write(path, "short\n", 6), 0);
	assert_int_equal(token_take(folder, again), 0);
	assert_int_equal(strlen(again), TOKEN_SIZE - 1);

	assert_false(token_code_spend(folder, ""));
	assert_int_equal(token_code_make(folder, code), 0);
	assert_false(token_code_spend(folder, token));
	assert_true(token_code_spend(folder, code));
	assert_false(token_code_spend(folder, code));
	assert_int_equal(token_code_make(folder, code), 0);
	token_code_remove(folder);
	assert_false(token_code_spend(folder, code));
	assert_int_equal(folder_remove(folder), 0);
	free(path);
}

static struct sockaddr_in four(uint32_t number)
{
	return (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(number)};
}

static struct sockaddr_in6 six(const char *text)
{
	struct sockaddr_in6 address = {.sin6_family = AF_INET6};
	assert_int_equal(inet_pton(AF_INET6, text, &address.sin6_addr), 1);
	return address;
}

static void test_failures(void **state)
{
	struct failures failures = {0};
	struct sockaddr_in a = four(1), b = four(2);
	const struct sockaddr *one = (const void *)&a, *other = (const void *)&b;
	(void)state;
	for (int i = 0; i < FAILURES_FREE; i++) {
		assert_true(failures_allow(&failures, one, 1000 + i));
		failures_add(&failures, one, 1000 + i);
	}
	assert_false(failures_allow(&failures, one, 2000));
	assert_true(failures_allow(&failures, other, 2000));
	assert_false(failures_allow(&failures, one, 1000 + FAILURES_FORGET_MS - 1));
	assert_true(failures_allow(&failures, one, 1000 + FAILURES_FORGET_MS));
	failures_add(&failures, one, 1000 + FAILURES_FORGET_MS);
	assert_false(failures_allow(&failures, one, 1000 + FAILURES_FORGET_MS + 1));
	assert_true(failures_allow(&failures, one, 1000 + 100 * FAILURES_FORGET_MS));

	/* One network is one, however many addresses it has; a flood from many does not free the one that tries now. */
	struct sockaddr_in6 first = six("2001:db8:1:2::1"), last = six("2001:db8:1:2:ffff::9"),
			    away = six("2001:db8:1:3::1");
	for (int i = 0; i < FAILURES_FREE; i++)
		failures_add(&failures, (const void *)&first, 9000000);
	assert_false(failures_allow(&failures, (const void *)&last, 9000000));
	assert_true(failures_allow(&failures, (const void *)&away, 9000000));
	for (uint32_t i = 0; i < FAILURES_PLACES - 2; i++) {
		struct sockaddr_in many = four(100 + i);
		failures_add(&failures, (const void *)&many, 8000000);
	}
	assert_false(failures_allow(&failures, (const void *)&first, 9000001));
}

static void test_visitors(void **state)
{
	struct visitors visitors = {0};
	struct visitor *list[VISITORS_LIMIT];
	int fds[VISITORS_LIMIT][2];
	(void)state;
	for (int i = 0; i < VISITORS_LIMIT; i++) {
		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds[i]), 0);
		list[i] = visitors_add(&visitors, fds[i][0], i);
		list[i]->known = i == 1;
		int crowd = i - (VISITORS_LIMIT - VISITORS_RESERVE); /* from here on each ends another */
		assert_int_equal(list[0]->ended, crowd >= 0);
	}
	assert_false(list[1]->ended); /* it has shown a secret */
	assert_true(list[2]->ended);
	assert_false(list[VISITORS_LIMIT - 1]->ended);
	visitor_does(list[20], VISITOR_STAYS, 20);
	visitor_does(list[21], VISITOR_READS, 20);
	visitors_expire(&visitors, 20 + VISITOR_ASKS_MS);
	assert_false(list[20]->ended);
	assert_false(list[21]->ended);
	assert_true(list[19]->ended);
	assert_false(list[30]->ended);
	visitors_expire(&visitors, 20 + VISITOR_READS_MS);
	assert_true(list[21]->ended);
	assert_false(list[20]->ended);
	char byte;
	assert_int_equal(read(fds[21][1], &byte, 1), 0); /* the other end hears of it */
	for (int i = 0; i < VISITORS_LIMIT; i++) {
		visitors_remove(&visitors, list[i]);
		close(fds[i][0]);
		close(fds[i][1]);
	}
	assert_int_equal(visitors.count, 0);
}

static void test_listen(void **state)
{
	static const char *const bad[] = {
		"",      ":8080",   "8080",   "127.0.0.1",     "127.0.0.1:",    "127.0.0.1:65536", "localhost:80",
		"[::1]", "[::1:80", "::1:80", "127.0.0.1:80 ", "127.0.0.1:+80", "256.0.0.1:80"};
	struct listen_address address;
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (listen_parse(&address, bad[i]))
			fail_msg("'%s' is taken for an address", bad[i]);
	assert_true(listen_parse(&address, "0.0.0.0:8080") && !listen_loopback(&address));
	assert_true(listen_parse(&address, "[::]:8080") && !listen_loopback(&address));
	assert_true(listen_parse(&address, "192.168.0.1:65535") && !listen_loopback(&address));
	assert_true(listen_parse(&address, "[::1]:1") && listen_loopback(&address));
	assert_true(listen_parse(&address, "127.0.0.1:0") && listen_loopback(&address));
	int fd = listen_open(&address);
	assert_true(fd >= 0 && listen_is(fd) && !listen_is(0) && !listen_is(-1));
	char *url = listen_url(fd, false), *secure = listen_url(fd, true);
	assert_int_equal(strncmp(url, "http://127.0.0.1:", 17), 0);
	assert_int_not_equal(atoi(url + 17), 0);
	assert_int_equal(strncmp(secure, "https://127.0.0.1:", 18), 0);
	assert_string_equal(secure + 5, url + 4);
	free(secure);
	free(url);
	close(fd);
}

static void test_metrics(void **state)
{
	struct buffer text;
	(void)state;
	buffer_init(&text);
	metrics_write(&text, NULL);
	assert_non_null(strstr(text.bytes, "\ncallboard_up 0\n"));
	buffer_clear(&text);
	cJSON *status = cJSON_Parse(
		"{\"screen\":\"a\\\"b\\\\c\\nd\",\"version\":\"1\",\"paused\":true,\"uptime_s\":12345678901,"
		"\"display\":{\"frames\":7,\"last_present_ms_ago\":1500,\"last_proof_ms_ago\":-1},"
		"\"restarts\":{\"count\":3},\"passed_over\":[\"a.json\",\"b.json\"],\"clock\":{\"trusted\":false},"
		"\"health\":{\"share\":\"hung\"}}");
	metrics_write(&text, status);
	assert_non_null(strstr(text.bytes, "\ncallboard_up 1\n"));
	assert_non_null(strstr(text.bytes, "callboard_info{screen=\"a\\\"b\\\\c\\nd\",version=\"1\"} 1\n"));
	assert_non_null(strstr(text.bytes, "\ncallboard_paused 1\n"));
	assert_non_null(strstr(text.bytes, "\ncallboard_uptime_seconds 12345678901\n"));
	assert_non_null(strstr(text.bytes, "\ncallboard_last_present_seconds 1.5\n"));
	assert_non_null(strstr(text.bytes, "\ncallboard_clock_trusted 0\n"));
	assert_non_null(strstr(text.bytes, "\ncallboard_share_readable 0\n"));
	assert_non_null(strstr(text.bytes, "\ncallboard_restarts_total 3\n"));
	assert_non_null(strstr(text.bytes, "\ncallboard_passed_over 2\n"));
	assert_null(strstr(text.bytes, "proof"));
	assert_null(strstr(text.bytes, "temperature"));
	cJSON_Delete(status);
	buffer_finish(&text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_host),       cmocka_unit_test(test_site),     cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_token_file), cmocka_unit_test(test_failures), cmocka_unit_test(test_visitors),
		cmocka_unit_test(test_listen),     cmocka_unit_test(test_metrics),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
