/* Files of other kinds that end up in the folder, by what they are like: so that the message can say so. */
#include <string.h>
#include <strings.h>

#include "formats/content_types.h"

static bool has(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key) != NULL;
}

static bool has_all(const cJSON *object, const char *const keys[3])
{
	for (size_t i = 0; i < 3 && keys[i]; i++)
		if (!has(object, keys[i]))
			return false;
	return true;
}

static bool is_geojson(const cJSON *root)
{
	static const char *const types[] = {"FeatureCollection", "Feature", "GeometryCollection", "Point",
					    "LineString",        "Polygon", "MultiPoint",         "MultiLineString",
					    "MultiPolygon"};
	const char *type = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, "type"));
	for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i]) == 0)
			return has(root, "features") || has(root, "geometry") || has(root, "geometries") ||
			       has(root, "coordinates");
	return false;
}

/* A list: what its elements are, if they say no "type" of ours. */
static const char *foreign_list(const cJSON *root)
{
	const cJSON *first = root->child;
	if (cJSON_IsString(first) && strcasecmp(first->valuestring, "vcalendar") == 0)
		return "a calendar as jCal";
	if (!cJSON_IsObject(first) || has(first, "type"))
		return NULL;
	bool starts = has(first, "StartTime") || has(first, "startTime") || has(first, "start_time") ||
		      has(first, "startsAt") || has(first, "starts_at");
	return starts ? "the schedule of some other program (a list of its sessions)" : NULL;
}

const char *foreign_json(const cJSON *root)
{
	static const struct {
		const char *keys[3];
		const char *name;
	} marks[] = {
		{{"sessions", "session_types", NULL}, "a schedule for the apps of CCIP or OPass"},
		{{"rooms", "talks", NULL}, "a schedule of pretalx for its broadcast tools"},
		{{"roomOrder", "times", NULL}, "a schedule made for a web site (rooms and times)"},
		{{"schedule", "speakers", "rooms"}, "the data of a conference's web site (schedule, rooms, speakers)"},
		{{"schedule", "speakers", NULL}, "the data of a conference's web site (schedule, speakers)"},
		{{"schedule", NULL}, "a schedule of some other program"},
		{{"slots", "code", NULL}, "an answer of pretalx's programming interface"},
		{{"results", "next", "previous"}, "an answer of a programming interface"},
		{{"_type", "results", NULL}, "an answer of Indico's programming interface"},
		{{"log", NULL}, "a web browser's record (HAR)"},
		{{"manifest_version", NULL}, "a browser extension's manifest"},
		{{"lockfileVersion", NULL}, "a lock file of npm"},
		{{"dependencies", "name", NULL}, "a package description of npm (package.json)"},
		{{"devDependencies", NULL}, "a package description of npm (package.json)"},
		{{"scripts", "name", "version"}, "a package description of npm (package.json)"},
		{{"compilerOptions", NULL}, "settings of TypeScript (tsconfig.json)"},
		{{"@context", NULL}, "data in JSON-LD"},
		{{"openapi", "paths", NULL}, "the description of a programming interface (OpenAPI)"},
		{{"$schema", "properties", NULL}, "a JSON Schema"},
		{{"icons", "start_url", NULL}, "a web app's manifest"},
		{{"nbformat", NULL}, "a Jupyter notebook"},
	};
	static const char *const ours[] = {"event", "agenda", "announcement", "photos"};
	if (cJSON_IsArray(root))
		return foreign_list(root);
	if (!cJSON_IsObject(root))
		return NULL;
	if (is_geojson(root))
		return "a map (GeoJSON)";
	const char *kind = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, "kind"));
	if (kind && strncmp(kind, "calendar#", strlen("calendar#")) == 0)
		return "an answer of Google Calendar's programming interface";
	const char *type = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, "type"));
	for (size_t i = 0; type && i < sizeof ours / sizeof *ours; i++)
		if (strcmp(type, ours[i]) == 0)
			return NULL;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (has_all(root, marks[i].keys))
			return marks[i].name;
	return NULL;
}

const char *foreign_xml(const char *root)
{
	static const struct {
		const char *root, *name;
	} names[] = {
		{"rss", "a news feed (RSS)"},
		{"RDF", "a news feed or other data (RDF)"},
		{"feed", "a news feed (Atom)"},
		{"html", "a web page"},
		{"kml", "a map (KML)"},
		{"gpx", "a GPS track (GPX)"},
		{"osm", "a map (OpenStreetMap)"},
		{"svg", "a drawing (SVG)"},
		{"urlset", "a web site's map"},
		{"sitemapindex", "a web site's map"},
		{"icalendar", "a calendar as xCal"},
		{"plist", "settings of macOS"},
		{"Workbook", "a spreadsheet"},
		{"workbook", "a spreadsheet"},
		{"document", "a text document"},
		{"package", "a package description"},
		{"tt", "subtitles"},
		{"tv", "a television programme (XMLTV)"},
		{"opml", "a list of feeds (OPML)"},
		{"project", "a project file"},
		{"configuration", "a program's settings"},
	};
	const char *colon = strrchr(root, ':');
	if (colon)
		root = colon + 1;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(names[i].root, root) == 0)
			return names[i].name;
	return NULL;
}
