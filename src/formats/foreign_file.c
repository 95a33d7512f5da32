#include "formats/foreign_file.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum what {
	TEXT,
	RTF,
	TABLE,
	SLIDES,
	PDF,
	ARCHIVE,
	SHORTCUT,
	WEB_LINK,
	WEB_PAGE,
	FILM,
	SOUND,
	MAIL,
	PROGRAM,
	DRAWING,
	FONT,
	PICTURE,
	OFFICE,
	OLD_OFFICE
};

static const struct foreign_file files[] = {
	[TEXT] = {"this is a text document of an office program, which callboard does not read",
		  "save it as plain text (.txt, encoding UTF-8), or as a picture (PNG)"},
	[RTF] = {"this is a document with formatting (RTF), which callboard does not read",
		 "save it as plain text (.txt, encoding UTF-8)"},
	[TABLE] = {"this is a spreadsheet, which callboard does not read",
		   "save it as CSV (in Excel: Save as, CSV UTF-8)"},
	[SLIDES] = {"these are slides of an office program, which callboard does not read",
		    "export them as pictures (PNG or JPEG)"},
	[PDF] = {"this is a PDF, which callboard does not show", "save its pages as pictures (PNG)"},
	[ARCHIVE] = {"this is an archive of packed files", "unpack it, and put the files themselves here"},
	[SHORTCUT] = {"this is a shortcut, which leads nowhere from here", "put the file itself here"},
	[WEB_LINK] = {"this is a link to a web page",
		      "write an announcement with the address as \"qr\", or put the file itself here"},
	[WEB_PAGE] = {"this is a web page, perhaps an error that came instead of a file",
		      "download the file again, or copy the text into a .txt file"},
	[FILM] = {"this is a film, and callboard shows still pictures", "save a picture of it as JPEG"},
	[SOUND] = {"this is a sound, and callboard is silent", "take it away"},
	[MAIL] = {"this is an e-mail", "save its attachment here, or copy its text into a .txt file"},
	[PROGRAM] = {"this is a program, which has no place here", "take it away"},
	[DRAWING] = {"this is a drawing of a graphics program, which callboard does not read",
		     "export it as PNG or JPEG"},
	[FONT] = {"this is a font, which does not belong among the content",
		  "put it where the venue's fonts are, or take it away"},
	[PICTURE] = {"this is a picture, though its name says that it is text",
		     "give its name the ending of a picture: .png, .jpg, .gif or .webp"},
	[OFFICE] = {"this is a document of an office program or an archive, though its name says that it is text",
		    "save it as plain text or CSV from the program it was made with"},
	[OLD_OFFICE] = {"this is a document of an office program, though its name says that it is text",
			"save it as plain text or CSV from the program it was made with"},
};

const struct foreign_file *foreign_file_named(const char *name)
{
	static const struct {
		const char *endings; /* between spaces */
		enum what what;
	} kinds[] = {
		{" doc docx docm dot dotx odt ott pages wps gdoc ", TEXT},
		{" rtf ", RTF},
		{" xls xlsx xlsm xlsb ods ots numbers gsheet tsv ", TABLE},
		{" ppt pptx pptm pps ppsx odp otp key gslides ", SLIDES},
		{" pdf xps djvu ", PDF},
		{" zip rar 7z tar gz tgz bz2 xz zst ", ARCHIVE},
		{" lnk desktop alias ", SHORTCUT},
		{" url webloc website ", WEB_LINK},
		{" html htm xhtml mht mhtml ", WEB_PAGE},
		{" mp4 m4v mov avi mkv webm wmv mpg mpeg 3gp ", FILM},
		{" mp3 wav m4a ogg oga flac aac wma ", SOUND},
		{" eml msg mbox ", MAIL},
		{" exe msi bat cmd com scr ps1 sh apk dmg pkg appimage deb jar ", PROGRAM},
		{" ai eps ps cdr indd xcf afdesign afphoto sketch fig pub vsd vsdx odg ", DRAWING},
		{" ttf otf woff woff2 ", FONT},
	};
	const char *dot = strrchr(name, '.');
	size_t length = dot ? strlen(dot + 1) : 0;
	for (size_t i = 0; length > 0 && i < sizeof kinds / sizeof *kinds; i++)
		for (const char *ending = kinds[i].endings + 1; *ending; ending += strcspn(ending, " ") + 1)
			if (strcspn(ending, " ") == length && strncasecmp(ending, dot + 1, length) == 0)
				return &files[kinds[i].what];
	return NULL;
}

static bool begins(const char *bytes, size_t length, const char *mark, size_t size)
{
	return length >= size && memcmp(bytes, mark, size) == 0;
}

const struct foreign_file *foreign_file_begins(const void *bytes, size_t length)
{
	static const struct {
		const char *mark;
		size_t size;
		enum what what;
	} marks[] = {
		{"PK\x03\x04", 4, OFFICE},
		{"\xD0\xCF\x11\xE0", 4, OLD_OFFICE},
		{"%PDF-", 5, PDF},
		{"{\\rtf", 5, RTF},
		{"\x89PNG\r\n", 6, PICTURE},
		{"\xFF\xD8\xFF", 3, PICTURE},
		{"GIF8", 4, PICTURE},
		{"RIFF", 4, PICTURE},
		{"\x1F\x8B", 2, ARCHIVE},
		{"Rar!\x1A", 5, ARCHIVE},
		{"7z\xBC\xAF", 4, ARCHIVE},
		{"MZ\x90", 3, PROGRAM},
		{"L\0\0\0\x01\x14", 6, SHORTCUT},
		{"[InternetShortcut]", 18, WEB_LINK},
	};
	const char *text = bytes;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (begins(text, length, marks[i].mark, marks[i].size))
			return &files[marks[i].what];
	size_t at = begins(text, length, "\xEF\xBB\xBF", 3) ? 3 : 0;
	while (at < length && strchr(" \t\r\n", text[at]) && text[at])
		at++;
	bool page = (length - at >= 14 && strncasecmp(text + at, "<!doctype html", 14) == 0) ||
		    (length - at >= 5 && strncasecmp(text + at, "<html", 5) == 0);
	return page ? &files[WEB_PAGE] : NULL;
}
