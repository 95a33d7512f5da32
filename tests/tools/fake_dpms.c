/* Preloaded (LD_PRELOAD), this gives a program a display that can sleep, where the X server has none (Xvfb): the file
 * $FAKE_DPMS has "on" or "off". Without that file the display cannot. Refuses, as a server does, to change the level
 * while nobody has allowed it. */
#include <X11/Xlib.h>
#include <X11/extensions/dpms.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static BOOL allowed = 0;

static const char *path(void)
{
	const char *name = getenv("FAKE_DPMS");
	return name != NULL ? name : "/nonexistent";
}

Bool DPMSQueryExtension(Display *display, int *event, int *error)
{
	(void)display;
	*event = *error = 0;
	return True;
}

Bool DPMSCapable(Display *display)
{
	(void)display;
	return access(path(), F_OK) == 0;
}

Status DPMSInfo(Display *display, CARD16 *level, BOOL *enabled)
{
	char text[8] = "";
	FILE *file = fopen(path(), "r");
	(void)display;
	if (file == NULL || fgets(text, sizeof text, file) == NULL)
		text[0] = '\0';
	if (file != NULL)
		fclose(file);
	*level = strncmp(text, "off", 3) == 0 ? DPMSModeOff : DPMSModeOn;
	allowed |= *level == DPMSModeOff; /* by an earlier process */
	*enabled = allowed;
	return 1;
}

Status DPMSEnable(Display *display)
{
	(void)display;
	allowed = 1;
	return 1;
}

Status DPMSDisable(Display *display)
{
	(void)display;
	allowed = 0;
	return 1;
}

Status DPMSForceLevel(Display *display, CARD16 level)
{
	(void)display;
	FILE *file = allowed ? fopen(path(), "w") : NULL;
	if (file == NULL)
		abort();
	fputs(level == DPMSModeOff ? "off\n" : "on\n", file);
	fclose(file);
	return 1;
}
