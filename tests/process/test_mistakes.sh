#!/bin/bash
# Mistakes with files: names, links, sizes, kinds. Each is told in one line with a remedy, and costs nothing else.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder" "$TMPDIR/outside" "$TMPDIR/nothing"
cd "$folder"

note() { # note FILE [KEYS]: an announcement of that name
	printf '{"type": "announcement", "title": "%s"%s}' "$1" "${2:-}" >"$1"
}

peak_kb() { # peak_kb FOLDER: the memory at most of a check of it, with all that it starts
	python3 -c '
import resource, subprocess, sys
subprocess.run([sys.argv[1], "check", sys.argv[2]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$callboard" "$1"
}

tells() { # tells TEXT: a line of the check has it
	grep -qF -e "$1" "$TMPDIR/told.log" || fail "nobody says: $1"
}

says_nothing_of() {
	! grep -qF -e "$1" "$TMPDIR/told.log" || fail "something is said of $1"
}

# Too much.
truncate -s 500M large.json
head -c 1000000 /dev/zero | tr '\0' '[' >deep.json
head -c 2000000 /dev/zero | tr '\0' '{' | sed 's/{{/{"a":/g' >deep-objects.json
head -c 15000 /dev/zero | tr '\0' '>' >deep.md

# Links.
ln -s . loop
mkdir below
ln -s .. below/up
ln -s /etc/passwd passwd.txt
ln -s /etc outside
ln -s nowhere.txt dangling.txt
note inside.json
ln -s ../inside.json below/linked.json

# Names.
printf 'One' >$'new\nline.txt'
printf 'Two' >$'\xff\xfe.txt'
printf 'Three' >$'\e[31mred.txt'
mkdir $'folder\nbelow'

# Pictures by their names: capitals, accents as macOS parts them, and pictures that are not there.
convert -size 64x48 xc:green Plan.PNG
convert -size 64x48 xc:blue "$(printf 'z\314\207o\314\201\305\202w.png')" # żółw, taken apart
convert -size 64x48 xc:red PNG:really-a-png.jpg
cp Plan.PNG _private.png
printf '<!DOCTYPE html><html><body>404 Not Found</body></html>' >page.jpg
# What a picture says is a stranger's: cut in a letter or no letter at all, it silences nobody.
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="a%s"/></svg>' \
	"$(printf 'ż%.0s' $(seq 60))" >cut.svg
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="\xff\xfe"/></svg>' >bytes.svg
note capitals.json ', "picture": "plan.png"'
note accents.json ', "picture": "żółw.png"'
note near.json ', "picture": "Plam.PNG"'
note ending.json ', "picture": "Plan"'
note away.json ', "picture": "C:\\Users\\ola\\Plan.PNG"'
note draft.json ', "picture": "_private.png"'
note paper.json ', "picture": "plan.pdf"'

# Names that are one to Windows and to a Mac: by capitals, by accents taken apart. A copy is told of as such.
mkdir twins
note twins/Plan.json
note twins/plan.json
convert -size 64x48 xc:green "$(printf 'twins/ko\305\204.png')"
convert -size 64x48 xc:blue "$(printf 'twins/kon\314\201.png')"
note twins/Copy.json
cp twins/Copy.json twins/copy.json

# Encodings: the event's own says what language it is in.
mkdir polish
printf '{"type": "event", "name": "Zjazd", "language": "pl"}' >polish/event.json
printf '{"type": "announcement", "title": "\214niadanie"}' >polish/cp1250.json
printf '{"type": "announcement", "title": "\246niadanie"}' >polish/iso.json
cp polish/iso.json doubtful.json
note utf16.txt.json
iconv -f UTF-8 -t UTF-16 utf16.txt.json >utf16.json
rm utf16.txt.json
note bom.json
sed -i '1s/^/\xef\xbb\xbf/' bom.json

# One mistake made thirty times.
mkdir many
convert -size 8x8 xc:red "PNG:$TMPDIR/red.png"
for i in $(seq -w 30); do cp "$TMPDIR/red.png" "many/$i.jpg"; done

# Kinds.
for name in Program.docx Program.xlsx Program.pdf Program.pptx Program.odt Program.rtf Program.zip Program.lnk \
	Program.url Program.webloc Program.html README; do
	printf 'x' >"$name"
done
printf '{\\rtf1 Obiad}' >formatted.txt
note json.json.txt
mv json.json.txt 'hidden.json.txt'
: >'Nowy dokument tekstowy.txt'
printf '22.10.2018\n9:00 Kawa\n' >agenda.txt
cp agenda.txt 'agenda (1).txt'
cp agenda.txt below/agenda.txt

cd - >/dev/null
"$callboard" check "$folder" >"$TMPDIR/told.log" 2>"$TMPDIR/count.log" && fail "nothing was refused"

# A line each, of whole characters, none of which moves a cursor.
iconv -f UTF-8 -t UTF-8 "$TMPDIR/told.log" >/dev/null || fail "not UTF-8"
LC_ALL=C grep -q $'[\001-\010\013-\037\177]' "$TMPDIR/told.log" && fail "control characters are told"
grep -vE ': (refused|warning): ' "$TMPDIR/told.log" && fail "these lines are no problem's"
grep -E ': (refused|warning): [^;]*$' "$TMPDIR/told.log" && fail "these have no remedy"

tells 'large.json: refused: the file is larger than 8 MB'
tells 'deep.json:1:65: refused: brackets are nested more than 64 deep'
tells 'deep-objects.json:1:321: refused: brackets are nested more than 64 deep'
tells 'deep.md: refused: there are no words in this file'
tells 'loop: refused: this link leads back to a folder above it'
tells 'below/up: refused: this link leads back to a folder above it'
tells 'passwd.txt: refused: this link leads out of the folder'
tells 'outside: refused: this link leads out of the folder'
tells 'dangling.txt: refused: this link leads to nothing'
tells 'new�line.txt: refused: the name has control characters in it'
tells '��.txt: refused: the name is not UTF-8'
tells '�[31mred.txt: refused: the name has control characters in it'
tells 'folder�below: refused: the name has control characters in it'
tells "capitals.json:1:63: warning: the picture's name has other capitals than here; it is found all the same (\$.picture); write \"Plan.PNG\""
tells "accents.json:1:62: warning: the picture's name has its accents apart from their letters, as a Mac stores them"
tells 'many/01.jpg: warning: this is a PNG, though its name ends in .jpg; give its name the right ending'
tells 'utf16.json: warning: the file is in the encoding UTF-16, and read so; save the file again with the encoding UTF-8'
says_nothing_of 'bom.json'
tells '.: warning: the same as of "many/01.jpg" is to be told 26 more times; mend it everywhere in the same way'
[ "$(grep -c '^many/' "$TMPDIR/told.log")" = 5 ] || fail "of thirty alike not five are told"
tells 'twins/plan.json: warning: there is also "Plan.json", which to Windows and to a Mac is the same name; delete one of the two'
grep -qE '^twins/ko.*\.png: warning: there is also "ko.*\.png", which to' "$TMPDIR/told.log" || fail "accents taken apart make two files"
[ "$(grep -c '"[^"]*", which to Windows' "$TMPDIR/told.log")" = 2 ] || fail "not two pairs of names are told"
says_nothing_of 'inside.json'
says_nothing_of 'linked.json'
says_nothing_of 'really-a-png.jpg: refused'
tells 'near.json:1:59: warning: there is no picture "Plam.PNG" ($.picture); is "Plan.PNG" meant?'
tells 'ending.json:1:61: warning: there is no picture "Plan" ($.picture); is "Plan.PNG" meant?'
tells 'away.json:1:59: warning: "C:\Users\ola\Plan.PNG" names a place on one computer'
tells 'draft.json:1:60: warning: there is no picture "_private.png" ($.picture); files with such a name are left alone'
tells 'paper.json:1:60: warning: there is no picture "plan.pdf" ($.picture); save its pages as pictures (PNG)'
tells 'cut.svg: refused: the drawing shows another file (a'
tells 'bytes.svg: refused: '
tells 'page.jpg: refused: this is a web page, not a picture'
tells 'polish/cp1250.json:1:36: warning: the file is in the encoding Windows-1250, and read so; save the file again'
tells 'polish/iso.json:1:36: warning: the file is in the encoding ISO 8859-2, and read so; save the file again'
tells 'doubtful.json:1:36: refused: the byte at offset 35 (0xA6) is not UTF-8; the file looks like ISO 8859-2'
tells 'Program.docx: warning: this is a text document of an office program'
tells 'Program.odt: warning: this is a text document of an office program'
tells 'Program.xlsx: warning: this is a spreadsheet, which callboard does not read; save it as CSV'
tells 'Program.pptx: warning: these are slides'
tells 'Program.pdf: warning: this is a PDF, which callboard does not show; save its pages as pictures (PNG)'
tells 'Program.rtf: warning: this is a document with formatting (RTF)'
tells 'Program.zip: warning: this is an archive of packed files; unpack it'
tells 'Program.lnk: warning: this is a shortcut'
tells 'Program.url: warning: this is a link to a web page'
tells 'Program.webloc: warning: this is a link to a web page'
tells 'Program.html: warning: this is a web page'
tells 'README: warning: the name has no ending'
tells 'formatted.txt: refused: this is a document with formatting (RTF)'
tells 'hidden.json.txt: warning: the name ends in .json.txt, so it is read as .json'
tells 'Nowy dokument tekstowy.txt: warning: the file is empty, so nothing of it is shown yet'
tells 'agenda (1).txt: warning: this file says the same as "agenda.txt", so it is shown once'
says_nothing_of 'below/agenda.txt: warning: this file says'

# What is far too large is not read: a check takes no more memory than of nothing.
mkdir "$TMPDIR/large"
mv "$folder/large.json" "$TMPDIR/large"
of_nothing=$(peak_kb "$TMPDIR/nothing")
of_large=$(peak_kb "$TMPDIR/large")
[ "$of_large" -lt $((of_nothing + 4000)) ] || fail "500 MB took $of_large kB of memory, nothing $of_nothing kB"
echo "of 500 MB: $of_large kB; of nothing: $of_nothing kB"
