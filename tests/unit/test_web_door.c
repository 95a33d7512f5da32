/* The pure parts of the page at the door: the PIN and its limit, what is written into the folder, what is listed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "control/pin.h"
#include "web/door_files.h"
#include "web/edits.h"
#include "web/lockout.h"
#include "web/programme.h"

static char folder[] = "/tmp/test-door-XXXXXX";

static void test_pin(void **state)
{
	char hash[PIN_HASH_SIZE], before[PIN_HASH_SIZE];
	(void)state;
	assert_true(pin_valid("123456"));
	static const char *const bad[] = {"", "12345", "12345a", "123 456", "12345678901234567", "١٢٣٤٥٦"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(pin_valid(bad[i]));
		assert_int_equal(pin_set(folder, bad[i]), -EINVAL);
	}
	assert_int_equal(pin_take(folder, hash), -ENOENT);
	assert_int_equal(pin_set(folder, "271828"), 0);
	assert_int_equal(pin_take(folder, before), 0);
	assert_int_equal(strncmp(before, "$y$", 3), 0); /* yescrypt, salted */
	assert_null(strstr(before, "271828"));
	assert_true(pin_right(before, "271828"));
	assert_false(pin_right(before, "271829"));
	assert_false(pin_right(before, ""));
	assert_int_equal(pin_set(folder, "271828"), 0);
	assert_int_equal(pin_take(folder, hash), 0);
	assert_string_not_equal(hash, before);
	assert_true(pin_right(hash, "271828"));

	char *path = path_join(folder, "pin");
	chmod(path, 0640);
	assert_int_equal(pin_take(folder, hash), -EPERM);
	free(path);
	assert_int_equal(pin_remove(folder), 0);
	assert_int_equal(pin_remove(folder), 0);
	assert_int_equal(pin_take(folder, hash), -ENOENT);
	assert_false(pin_right("nonsense", "271828"));
}

static void test_lockout(void **state)
{
	struct lockout lockout = {0}, read;
	int64_t now_s = 5000;
	(void)state;
	for (int i = 0; i < LOCKOUT_FREE - 1; i++)
		lockout_add(&lockout, now_s++);
	assert_int_equal(lockout_wait_s(&lockout, now_s), 0);
	lockout_add(&lockout, now_s);
	assert_int_equal(lockout_wait_s(&lockout, now_s), LOCKOUT_FIRST_S);

	/* A restart knows it, a machine started anew too; what is in the file may be nonsense. */
	lockout_write(&lockout, folder);
	lockout_read(&read, folder, now_s + 600);
	assert_int_equal(lockout_wait_s(&read, now_s + 600), LOCKOUT_FIRST_S - 600);
	lockout_read(&read, folder, 20);
	assert_int_equal(lockout_wait_s(&read, 20), LOCKOUT_FIRST_S);
	char *path = path_join(folder, "pin-tries");
	assert_int_equal(file_write(path, "1 1 5 99999999999\n", 18), 0);
	lockout_read(&read, folder, 20);
	assert_int_equal(lockout_wait_s(&read, 20), 0);
	free(path);

	/* The next ten cost twice as much, and in the end a day. */
	int64_t expected_s = LOCKOUT_FIRST_S;
	for (int round = 0; round < 8; round++) {
		now_s += lockout_wait_s(&lockout, now_s);
		assert_int_equal(lockout_wait_s(&lockout, now_s), 0);
		for (int i = 0; i < LOCKOUT_FREE; i++)
			lockout_add(&lockout, now_s);
		expected_s = expected_s * 2 < LOCKOUT_LONGEST_S ? expected_s * 2 : LOCKOUT_LONGEST_S;
		assert_int_equal(lockout_wait_s(&lockout, now_s), expected_s);
	}
	lockout_clear(&lockout, folder);
	lockout_read(&lockout, folder, now_s);
	assert_int_equal(lockout_wait_s(&lockout, now_s), 0);

	/* Slips of the hand, hours apart, are forgotten. */
	for (int i = 0; i < 50; i++)
		lockout_add(&lockout, now_s += LOCKOUT_FIRST_S);
	assert_int_equal(lockout_wait_s(&lockout, now_s), 0);
}

static const char *say(cJSON *overlay, const char *which, const char *change)
{
	cJSON *session = cJSON_Parse(which), *said = cJSON_Parse(change);
	const char *reason = edits_say(overlay, session, said, "2018-10-22T10:14:00");
	cJSON_Delete(session);
	cJSON_Delete(said);
	return reason;
}

static void test_changes(void **state)
{
	static const char groups[] = "{\"title\":\"Groups\",\"date\":\"2018-10-22\",\"start\":\"11:15\"}";
	static const char coffee[] =
		"{\"title\":\"Coffee\",\"date\":\"2018-10-22\",\"start\":\"11:00\",\"room\":\"Foyer\"}";
	static const char wanted[] =
		"{\n"
		"  \"type\": \"overlay\",\n"
		"  \"_note\": \"Changes told at the door, on a screen's page. They can be mended and deleted here.\",\n"
		"  \"sessions\": [{\n"
		"      \"session\": {\n"
		"        \"title\": \"Groups\",\n"
		"        \"date\": \"2018-10-22\",\n"
		"        \"start\": \"11:15\"\n"
		"      },\n"
		"      \"delay_minutes\": 20,\n"
		"      \"room\": \"Sala \\\"B\\\"\",\n"
		"      \"_at\": \"2018-10-22T10:14:00\"\n"
		"    }, {\n"
		"      \"session\": {\n"
		"        \"title\": \"Coffee\",\n"
		"        \"date\": \"2018-10-22\",\n"
		"        \"start\": \"11:00\",\n"
		"        \"room\": \"Foyer\"\n"
		"      },\n"
		"      \"cancelled\": true,\n"
		"      \"_at\": \"2018-10-22T10:14:00\"\n"
		"    }]\n"
		"}\n";
	(void)state;
	cJSON *overlay = edits_create();
	assert_true(edits_empty(overlay));
	assert_null(say(overlay, groups, "{\"delay_minutes\":10}"));
	assert_null(say(overlay, groups, "{\"delay_minutes\":10}"));
	assert_null(say(overlay, groups, "{\"room\":\"Sala \\\"B\\\"\"}"));
	assert_null(say(overlay, coffee, "{\"cancelled\":true}"));
	char *text = edits_text(overlay);
	assert_string_equal(text, wanted);

	/* Read again, it goes on; each wrong change leaves it as it was. */
	cJSON *again = edits_read(text, strlen(text));
	assert_non_null(again);
	static const char *const wrong[] = {"{}",
					    "{\"delay_minutes\":1e9}",
					    "{\"delay_minutes\":1.5}",
					    "{\"delay_minutes\":1430}",
					    "{\"room\":\"\"}",
					    "{\"room\":5}",
					    "{\"as_planned\":false}",
					    "null"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_non_null(say(again, groups, wrong[i]));
	char *same = edits_text(again);
	assert_string_equal(same, wanted);
	free(same);
	free(text);

	/* Taken back one by one it says nothing; that a session takes place is something only where we did not cancel
	 * it. */
	assert_null(say(again, coffee, "{\"cancelled\":false}"));
	assert_null(say(again, groups, "{\"delay_minutes\":-30}"));
	assert_false(edits_empty(again)); /* the room */
	assert_null(say(again, groups, "{\"as_planned\":true}"));
	assert_true(edits_empty(again));
	assert_null(say(again, groups, "{\"delay_minutes\":-10}"));
	assert_true(edits_empty(again));
	assert_null(say(again, groups, "{\"cancelled\":false}"));
	assert_false(edits_empty(again));
	cJSON_Delete(again);
	cJSON_Delete(overlay);

	/* What is not ours, or broken, is not touched. */
	static const char *const foreign[] = {"",
					      "{",
					      "[]",
					      "{\"type\":\"agenda\",\"sessions\":[]}",
					      "{\"type\":\"overlay\",\"sessions\":{}}",
					      "{\"type\":\"overlay\"} x"};
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		assert_null(edits_read(foreign[i], strlen(foreign[i])));
}

static void test_message(void **state)
{
	const char *reason = NULL;
	(void)state;
	cJSON *message = edits_message("Keys", "Found.\nAt the desk.\n\nAsk <b>Ola</b>", "2018-10-22T10:29",
				       "2018-10-22T10:14:00", &reason);
	char *text = edits_text(message);
	assert_string_equal(text, "{\n"
				  "  \"type\": \"announcement\",\n"
				  "  \"title\": \"Keys\",\n"
				  "  \"text\": \"Found.  \\nAt the desk.\\n\\nAsk <b>Ola</b>\",\n"
				  "  \"priority\": \"high\",\n"
				  "  \"show\": {\n"
				  "    \"until\": \"2018-10-22T10:29\"\n"
				  "  },\n"
				  "  \"_at\": \"2018-10-22T10:14:00\"\n"
				  "}\n");
	free(text);
	cJSON_Delete(message);
	assert_null(edits_message(NULL, " \n", NULL, "", &reason));
	assert_non_null(reason);
	char long_text[EDITS_TEXT_LIMIT + 2];
	memset(long_text, 'a', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	assert_null(edits_message("x", long_text, NULL, "", &reason));
}

static void test_photo_name(void **state)
{
	static const struct {
		const char *name, *wanted;
	} cases[] = {
		{"IMG_1234.JPG", "photo-AT-IMG_1234.jpg"},
		{NULL, "photo-AT.jpg"},
		{"../../etc/passwd", "photo-AT-passwd.jpg"},
		{"..", "photo-AT.jpg"},
		{"C:\\Users\\Ola\\Zdjęcie #1.png", "photo-AT-C-Users-Ola-Zdjęcie-1.jpg"},
		{"a\xff\n\x01"
		 "b.jpg",
		 "photo-AT-a-b.jpg"},
		{"\xe2\x80\xaegpj.exe", "photo-AT-gpj.jpg"},
		{"写真.heic", "photo-AT-写真.jpg"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *made = edits_photo_name(cases[i].name, "AT",
					      "\xff\xd8\xff\xe0"
					      "abcdefgh",
					      12);
		assert_string_equal(made, cases[i].wanted);
		free(made);
	}
	assert_null(edits_photo_name("x.jpg", "AT", "<svg xmlns=\"\">", 14));
	assert_null(edits_photo_name("x.jpg", "AT", "\xff\xd8\xff", 3));
	char *heic = edits_photo_name("x.jpg", "AT",
				      "\0\0\0\x18"
				      "ftypheic",
				      12);
	assert_string_equal(heic, "photo-AT-x.heic");
	free(heic);
}

static cJSON *do_text(const char *text)
{
	cJSON *request = cJSON_Parse(text);
	cJSON *answer = door_files_do(folder, request, -1);
	cJSON_Delete(request);
	return answer;
}

static void expect(const char *request, int status)
{
	cJSON *answer = do_text(request);
	const cJSON *told = cJSON_GetObjectItem(answer, "status");
	if ((told != NULL ? told->valueint : 200) != status) {
		char *text = cJSON_Print(answer);
		fail_msg("%s: %s", request, text);
	}
	cJSON_Delete(answer);
}

#define WHICH "\"session\":{\"title\":\"T\"},\"change\":{\"cancelled\":true},\"at\":\"x\""

static void test_files(void **state)
{
	char path[512], outside[] = "/tmp/test-door-outside-XXXXXX";
	(void)state;
	assert_non_null(mkdtemp(outside));
	expect("{\"do\":\"say\",\"in\":\"\"," WHICH "}", 200);
	expect("{\"do\":\"message\",\"in\":\"\",\"name\":\"message-1.json\",\"message\":{\"title\":\"M\"}}", 200);
	expect("{\"do\":\"message\",\"in\":\"\",\"name\":\"message-1.json\",\"message\":{\"title\":\"N\"}}", 409);
	static const char *const names[] = {"changes.json", "../message-1.json", "message-/../../x", "x.json", ""};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "{\"do\":\"message\",\"in\":\"\",\"name\":\"%s\",\"message\":{}}",
			 names[i]);
		expect(path, 400);
		snprintf(path, sizeof path, "{\"do\":\"undo\",\"file\":\"callboard-door/%s\"}", names[i]);
		expect(path, 404);
	}
	expect("{\"do\":\"undo\",\"file\":\"xcallboard-door/message-1.json\"}", 404);
	cJSON *listed = do_text("{\"do\":\"list\",\"in\":[\"\",\"nowhere\"]}");
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(listed, "changes")), 2);
	cJSON_Delete(listed);

	/* Out of the folder leads nothing. */
	snprintf(path, sizeof path, "%s/away", folder);
	assert_int_equal(symlink(outside, path), 0);
	expect("{\"do\":\"say\",\"in\":\"away\"," WHICH "}", 503);
	expect("{\"do\":\"say\",\"in\":\"..\"," WHICH "}", 503);
	snprintf(path, sizeof path, "%s/callboard-door", outside);
	assert_false(path_exists(path));
	rmdir(outside);

	/* Somebody's own hand at the file. */
	snprintf(path, sizeof path, "%s/callboard-door/changes.json", folder);
	assert_int_equal(file_write_open(path, "{ \"type\": ", 10), 0);
	expect("{\"do\":\"say\",\"in\":\"\"," WHICH "}", 409);
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_size, 10);
	unlink(path);

	/* The last one takes the folder along. */
	expect("{\"do\":\"undo\",\"file\":\"callboard-door/message-1.json\"}", 200);
	snprintf(path, sizeof path, "%s/callboard-door", folder);
	assert_false(path_exists(path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pin),     cmocka_unit_test(test_lockout),    cmocka_unit_test(test_changes),
		cmocka_unit_test(test_message), cmocka_unit_test(test_photo_name), cmocka_unit_test(test_files),
	};
	if (mkdtemp(folder) == NULL)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	folder_remove(folder);
	return failed;
}
