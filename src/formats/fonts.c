#include "formats/fonts.h"

#include "formats/json.h"

/* Everything is refused in one way: the file is the technician's, and half a choice of fonts helps nobody. */
static bool refuse(const struct json *json, struct problems *problems, const char *json_path, const char *words)
{
	json_problem(json, problems, PROBLEM_REFUSED, json_path, words, NULL);
	return false;
}

static bool read_texts(struct font_roles *roles, const cJSON *array, const char ***texts, size_t *count)
{
	const cJSON *value;
	size_t read = 0;

	if (!cJSON_IsArray(array))
		return false;
	*texts = arena_allocate(roles->arena, (size_t)cJSON_GetArraySize(array), sizeof **texts);
	cJSON_ArrayForEach(value, array)
	{
		if (!cJSON_IsString(value))
			return false;
		(*texts)[read++] = arena_text(roles->arena, value->valuestring);
	}
	*count = read;
	return true;
}

static bool read_choice(struct font_roles *roles, const struct json *json, const cJSON *value,
			struct problems *problems)
{
	struct font_choice *choice = &roles->choices[roles->choices_count];
	const char *json_path = arena_format(roles->arena, "$.roles.%s", value->string);
	const cJSON *weight = cJSON_GetObjectItemCaseSensitive(value, "weight");
	const cJSON *families = cJSON_GetObjectItemCaseSensitive(value, "families");

	choice->role = arena_text(roles->arena, value->string);
	choice->italic = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(value, "italic"));
	choice->weight = weight ? weight->valueint : 400;
	if (weight && (!cJSON_IsNumber(weight) || choice->weight < 100 || choice->weight > 900))
		return refuse(json, problems, json_path, "a weight is a number from 100 to 900");
	if (!read_texts(roles, families, &choice->families, &choice->families_count))
		return refuse(json, problems, json_path, "a role needs \"families\", a list of names");
	roles->choices_count++;
	return true;
}

static bool read_root(struct font_roles *roles, const struct json *json, struct problems *problems)
{
	const cJSON *choices = cJSON_GetObjectItemCaseSensitive(json->root, "roles");
	const cJSON *fallbacks = cJSON_GetObjectItemCaseSensitive(json->root, "fallbacks");
	const cJSON *languages = cJSON_GetObjectItemCaseSensitive(json->root, "languages");
	const cJSON *emoji = cJSON_GetObjectItemCaseSensitive(json->root, "emoji");
	const cJSON *value;

	if (!cJSON_IsObject(choices))
		return refuse(json, problems, "$.roles", "\"roles\" is missing or no object");
	roles->choices = arena_allocate(roles->arena, (size_t)cJSON_GetArraySize(choices), sizeof *roles->choices);
	cJSON_ArrayForEach(value, choices)
	{
		if (!read_choice(roles, json, value, problems))
			return false;
	}
	if (fallbacks && !read_texts(roles, fallbacks, &roles->fallbacks, &roles->fallbacks_count))
		return refuse(json, problems, "$.fallbacks", "\"fallbacks\" is a list of names");
	if (languages && !cJSON_IsObject(languages))
		return refuse(json, problems, "$.languages", "\"languages\" is an object: tag to family");
	if (languages)
		roles->languages =
			arena_allocate(roles->arena, (size_t)cJSON_GetArraySize(languages), sizeof *roles->languages);
	cJSON_ArrayForEach(value, languages)
	{
		if (!cJSON_IsString(value))
			return refuse(json, problems, "$.languages", "\"languages\" is an object: tag to family");
		roles->languages[roles->languages_count++] = (struct font_language){
			.tag = arena_text(roles->arena, value->string),
			.family = arena_text(roles->arena, value->valuestring),
		};
	}
	if (emoji && !cJSON_IsString(emoji))
		return refuse(json, problems, "$.emoji", "\"emoji\" is the name of a family");
	roles->emoji = emoji ? arena_text(roles->arena, emoji->valuestring) : NULL;
	return true;
}

bool font_roles_read(struct font_roles *roles, const char *path, const char *text, size_t length,
		     struct problems *problems)
{
	struct json json;
	bool well;

	*roles = (struct font_roles){.arena = arena_create()};
	if (!json_parse(&json, path, text, length, problems))
		return false;
	json_duplicates_warn(&json, problems);
	well = read_root(roles, &json, problems);
	json_finish(&json);
	if (!well) {
		font_roles_finish(roles);
		roles->arena = arena_create();
	}
	return well;
}

void font_roles_finish(struct font_roles *roles)
{
	arena_destroy(roles->arena);
	*roles = (struct font_roles){0};
}
