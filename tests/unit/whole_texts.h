/* Texts of every script, and absurd ones, that a wall must show whole. Sentences and names are our own. */
#ifndef TESTS_UNIT_WHOLE_TEXTS_H
#define TESTS_UNIT_WHOLE_TEXTS_H

#define MARKS_10   "\u0301\u0323\u0308\u0330\u0302\u0331\u030B\u0316\u0306\u0317"
#define FAMILY     "👩‍👩‍👧"
#define FAMILIES_8 FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY
#define LETTERS_30 "Schifffahrtsgesellschaftskapit"
#define LETTERS_75 LETTERS_30 LETTERS_30 "nsmützenabzeich"

static const struct {
	const char *text, *language;
} whole_texts[] = {
	{"Zażółć gęślą jaźń, czyli 22 października w Sandomierzu o 10:30", "pl"},
	{"Příliš žluťoučký kůň úpěl v přízemí", "cs"},
	{"Größe, Straße, Übung — „Maßnahmen“ für 12 €", "de"},
	{"Où l’été naît, le cœur s’élève", "fr"},
	{"Ṣé ẹ ń bọ̀ wá sí ìpàdé ọ̀la?", "yo"},
	{"Hội nghị hợp tác các vùng lần thứ hai", "vi"},
	{"Η συνάντηση αρχίζει στις 10:30 στην αίθουσα Α", "el"},
	{"Ἐν ἀρχῇ τῆς ἡμέρας ᾄδομεν", "el"},
	{"Зустріч починається о 10:30 у залі А, під’їзд 2", "uk"},
	{"Љубав и Ђурђевак: разговор о сарадњи", "sr"},
	{"Әңгіме ұзақ, күн қысқа", "kk"},
	{"يبدأ الاجتماع في القاعة A الساعة 10:30 (الطابق 2)", "ar"},
	{"مَرْحَبًا بِكُمْ جَمِيعًا في اليَوْمِ الأَوَّلِ", "ar"},
	{"نشست همکاری می‌شود در تالار ۱۲", "fa"},
	{"اجلاس کل صبح ہال نمبر ۲ میں ہوگا", "ur"},
	{"הפגישה מתחילה ב־10:30 באולם B (קומה 2)", "he"},
	{"בֹּקֶר טוֹב לְכֻלָּם", "he"},
	{"दूसरी क्षेत्रीय बैठक कमरा A में १०:३० बजे", "hi"},
	{"ক্ষেত্রীয় সম্মেলন আজ সকালে হল ২", "bn"},
	{"ਅੱਜ ਦੀ ਮੀਟਿੰਗ ਕਮਰਾ ਦੋ ਵਿੱਚ", "pa"},
	{"આજની સભા ઓરડા નંબર ૨ માં", "gu"},
	{"ଆଜିର ସଭା ଦ୍ୱିତୀୟ କକ୍ଷରେ", "or"},
	{"இன்றைய கூட்டம் இரண்டாம் அறையில்", "ta"},
	{"నేటి సమావేశం రెండవ గదిలో", "te"},
	{"ಇಂದಿನ ಸಭೆ ಎರಡನೇ ಕೋಣೆಯಲ್ಲಿ", "kn"},
	{"ഇന്നത്തെ യോഗം രണ്ടാം മുറിയിൽ", "ml"},
	{"අද රැස්වීම ශ්‍රී ශාලාවේ", "si"},
	{"การประชุมวันนี้อยู่ที่ห้องสอง ชั้นสาม", "th"},
	{"ກອງປະຊຸມມື້ນີ້ຢູ່ຫ້ອງສອງ", "lo"},
	{"ការប្រជុំថ្ងៃនេះនៅបន្ទប់ពីរ", "km"},
	{"ယနေ့ အစည်းအဝေး အခန်း နှစ်", "my"},
	{"དེ་རིང་གི་ཚོགས་འདུ་ཁང་མིག་གཉིས་པར།", "bo"},
	{"დღევანდელი შეხვედრა მეორე დარბაზში", "ka"},
	{"Այսօրվա հանդիպումը երկրորդ սրահում", "hy"},
	{"የዛሬው ስብሰባ በሁለተኛው አዳራሽ ነው።", "am"},
	{"今天的会议在二号厅举行，请准时到场。", "zh"},
	{"今天的會議在二號廳舉行，請準時到場。", "zh-Hant"},
	{"本日の会議は第二ホールで行います。カタカナもｶﾅも。", "ja"},
	{"오늘 회의는 두 번째 홀에서 열립니다", "ko"},
	{"ᎣᏏᏲ ᏂᎦᏓ, ᐃᓄᒃ, ⵜⴰⵎⴰⵣⵉⵖⵜ, ߒߞߏ, ދިވެހި, ܫܠܡܐ", ""},
	{"Welcome 欢迎 स्वागत مرحبا שלום ยินดี 환영 😀 2 × 2", "en"},
	{"Kawa ☕ i ciastka 🍰, wejście ♿ → w lewo ✓ ★ ☎︎ ☎️ ©️ ➕", "pl"},
	{"🇵🇱🇺🇦🇱🇹 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 👨🏿‍🚀 👍🏽 1️⃣ "
	 "*️⃣ "
	 "❤️",
	 ""},
	{"ABC (שלום) 123 [مرحبا] 45% – 6/7", "en"},
	{"(مرحبا) [123] «ABC» 4+5=9", "ar"},
	{"a\u202Eb\u202C \u2067אבג 12\u2069 \u200Fx\u200E \u2066y\u2069", "en"},
	{"\u202A\u202B\u202D\u202E", "en"},
	{"Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "de"},
	{LETTERS_75 LETTERS_75 LETTERS_75 LETTERS_75, "de"},
	{"e" MARKS_10 MARKS_10 MARKS_10 MARKS_10 " x", "en"},
	{"Z\u0338\u034E\u0315a\u0337\u0322l\u0336\u0316g\u0335\u0330o\u0334\u0306 H\u0318\u031Ae\u0319\u0310", "en"},
	{"q\u0303n\u0331\u0308o\u032E ɔ\u0303\u0301 M\u0304 n\u0302g", "en"},
	{FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8
		 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8
			 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8 FAMILIES_8,
	 ""},
	{"…!?—–-_()[]{}«»“”‘’\"'·•†‡§¶", "en"},
	{"......................................................................", "en"},
	{"", "pl"},
	{" \t \u00A0 ", "pl"},
	{"współ\u00ADprze\u00ADwodni\u00ADczą\u00ADcy komi\u00ADsji", "pl"},
	{"nie\u00A0dziel 12\u00A0345\u202F678 km\u2009/\u2009h", "pl"},
	{"wiersz\npierwszy\r\ndrugi\u2028trzeci\vczwarty", "pl"},
	{"zły \xFF\xFE bajt \xC5 i \xE2\x82 połowa \xF0\x9F\x98", "pl"},
	{"\uF0B7 prywatny \uE000 znak i \U000E0FFF nieprzydzielony", "pl"},
	{"\u0301sam znak i \uFE0F sam wybór, \u200D sam łącznik", "pl"},
	{"https://example.org/bardzo/dluga/sciezka/do/pliku_z_nazwa.html?x=1&y=2#czesc", "pl"},
	{"AVAVAVAVAVAVAV ToToToTo fiffl ffi", "en"},
	{"W W W i i i w w w a a a o o o z z z u u u", "pl"},
	{"𝔄𝕭 𝟙𝟚 𐌰𐌱𐌲 ᚠᚢᚦ ⠃⠗⠇ 𓀀 ꦗꦮ", ""},
	{"①②③ Ⅳ ½ № ℃ ℗ ∑∞≠ ⌘ ⏰ ⚠ ♥ ♪", "en"},
};

enum { WHOLE_TEXTS = sizeof whole_texts / sizeof *whole_texts };

#endif
