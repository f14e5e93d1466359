// Folds words as the generator's names.fold does for the index, so that Kan'ani, Kanaani and کنعانی meet.
// A test holds the two against each other.

const LETTERS = {
  "ك": "ک", "ي": "ی", "ى": "ی", "ئ": "ی", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و",
  "ـ": "", "\u200c": "", "\u200d": "",
  "ı": "i", "ə": "e", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ς": "σ",
};

const MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

const letters = (text) => [...text].map((letter) => LETTERS[letter] ?? letter).join("");

export const fold = (text) => {
  const lowered = letters(text.toLowerCase());
  // Only accents and the vowel points of Hebrew and Arabic go; the vowel signs of Indic scripts are letters of a kind.
  const bare = lowered.normalize("NFKD").toLowerCase().replace(MARKS, "");
  return letters(bare).replace(/['’‘ʼʻ`´ʿʾ]/g, "").replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
};
