#include "web/machine.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/buffer.h"
#include "base/file.h"

enum { FILE_LIMIT_BYTES = 16384, ADDRESSES_LIMIT = 16, THROTTLED_NOW = 0xF };

static bool read_text(const char *path, struct buffer *text)
{
	buffer_clear(text);
	return file_read(path, FILE_LIMIT_BYTES, text) == 0 && text->length > 0;
}

static void add_memory(cJSON *object, const char *name, const char *text, const char *field)
{
	const char *found = strstr(text, field);
	if (found != NULL)
		cJSON_AddNumberToObject(object, name, strtod(found + strlen(field), NULL) * 1024);
}

static void add_addresses(cJSON *object)
{
	struct ifaddrs *all = NULL;
	cJSON *list = cJSON_AddArrayToObject(object, "addresses");
	if (getifaddrs(&all) != 0)
		return;
	for (const struct ifaddrs *one = all; one != NULL; one = one->ifa_next) {
		char text[INET6_ADDRSTRLEN] = "";
		if (one->ifa_addr == NULL || (one->ifa_flags & IFF_LOOPBACK) != 0 || (one->ifa_flags & IFF_UP) == 0)
			continue;
		if (one->ifa_addr->sa_family == AF_INET) {
			const struct sockaddr_in *four = (const void *)one->ifa_addr;
			inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
		} else if (one->ifa_addr->sa_family == AF_INET6) {
			const struct sockaddr_in6 *six = (const void *)one->ifa_addr;
			if (!IN6_IS_ADDR_LINKLOCAL(&six->sin6_addr))
				inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
		}
		if (text[0] != '\0' && cJSON_GetArraySize(list) < ADDRESSES_LIMIT)
			cJSON_AddItemToArray(list, cJSON_CreateString(text));
	}
	freeifaddrs(all);
}

cJSON *machine_report(const char *state)
{
	cJSON *object = cJSON_CreateObject();
	struct statvfs disk;
	struct buffer text;
	buffer_init(&text);
	if (read_text("/sys/class/thermal/thermal_zone0/temp", &text))
		cJSON_AddNumberToObject(object, "temperature_c", strtod(text.bytes, NULL) / 1000);
	if (read_text("/sys/devices/platform/soc/soc:firmware/get_throttled", &text))
		cJSON_AddBoolToObject(object, "throttled", (strtoul(text.bytes, NULL, 16) & THROTTLED_NOW) != 0);
	if (read_text("/proc/meminfo", &text)) {
		add_memory(object, "memory_total", text.bytes, "MemTotal:");
		add_memory(object, "memory_available", text.bytes, "MemAvailable:");
	}
	if (statvfs(state, &disk) == 0) {
		cJSON_AddNumberToObject(object, "disk_total", (double)disk.f_blocks * (double)disk.f_frsize);
		cJSON_AddNumberToObject(object, "disk_free", (double)disk.f_bavail * (double)disk.f_frsize);
	}
	if (read_text("/proc/loadavg", &text))
		cJSON_AddNumberToObject(object, "load", strtod(text.bytes, NULL));
	add_addresses(object);
	buffer_finish(&text);
	return object;
}
