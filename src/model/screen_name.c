#include "model/screen_name.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/memory.h"

enum { SUFFIX = 8, SUFFIX_LEAST = 6 };

/* What systems call themselves before anybody does. */
static bool is_default(const char *host)
{
	static const char *const names[] = {"raspberrypi", "localhost", "debian", "ubuntu", "armbian",
					    "dietpi",      "linux",     "pi",     "kiosk",  "callboard"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(names[i], host) == 0)
			return true;
	return false;
}

/* The serial number's last letters and digits. False if it tells no board from another: too short, or all zeros. */
static bool from_serial(const char *serial, char suffix[static SUFFIX + 1])
{
	size_t length = serial != NULL ? strlen(serial) : 0, count = 0;
	bool telling = false;
	char reversed[SUFFIX];
	while (length > 0 && count < SUFFIX) {
		unsigned char letter = (unsigned char)serial[--length];
		if (!isalnum(letter))
			continue;
		telling |= letter != '0';
		reversed[count++] = (char)tolower(letter);
	}
	if (count < SUFFIX_LEAST || !telling)
		return false;
	for (size_t i = 0; i < count; i++)
		suffix[i] = reversed[count - 1 - i];
	suffix[count] = '\0';
	return true;
}

/* machine-id(5): it identifies the machine and should not be told to others; what is hashed from it may. */
static bool from_machine(const char *machine, char suffix[static SUFFIX + 1])
{
	char digest[DIGEST_SIZE];
	if (machine == NULL || machine[0] == '\0')
		return false;
	char *salted = text_format("callboard screen %s", machine);
	digest_of(salted, strlen(salted), digest);
	free(salted);
	memcpy(suffix, digest, SUFFIX);
	suffix[SUFFIX] = '\0';
	return true;
}

char *screen_name_default(const char *host, const char *serial, const char *machine)
{
	char suffix[SUFFIX + 1];
	size_t length = host != NULL ? strcspn(host, ".") : 0;
	bool named = length > 0 && host[0] != '('; /* "(none)" is how Linux says so */
	char *name = named ? text_copy_part(host, length) : text_copy("callboard");
	if (!is_default(name) || (!from_serial(serial, suffix) && !from_machine(machine, suffix)))
		return name;
	char *full = text_format("%s-%s", name, suffix);
	free(name);
	return full;
}
