"use strict";
// The search of `tcerr search`, by the rules that tcerr/src/search.rs states: a code that is named comes
// first; then count, in this order, the letters that differ, whether the code is a common one, how many
// words are in the description only, how many are there in another form only, and how many words the
// code has. tests/fixtures/searches.tsv holds both to the same answers.
const Search = (() => {
  const UPPER = /\p{Uppercase}/u, LOWER = /[\p{Lowercase}0-9]/u, PART = /[\p{Alphabetic}\p{N}]/u, HAN = /\p{Script=Han}/u;

  /** The words of a text in lower case; capitals begin a word in a code. */
  function words(text) {
    if (/^[\x00-\x7f]*$/.test(text)) {
      return text.replace(/([a-z0-9])(?=[A-Z])/g, "$1 ").toLowerCase().match(/[a-z0-9]+/g) || [];
    }
    const words = [];
    let word = "", wasLower = false;
    for (const c of text) {
      const isPart = PART.test(c);
      if (word && (!isPart || (wasLower && UPPER.test(c)))) {
        words.push(word);
        word = "";
      }
      if (isPart) word += c.toLowerCase();
      wasLower = LOWER.test(c);
    }
    if (word) words.push(word);
    return words;
  }

  /** Bytes in UTF-8, by which lengths count. */
  const size = text => /^[\x00-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).length;

  /** The letters of a text as bits; several letters may share one. */
  function bits(text) {
    let bits = 0;
    for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) & 31);
    return bits;
  }

  function countBits(bits) {
    let count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
  }

  /** Insertions, deletions, replacements and exchanges of neighbors that turn one text into the other. */
  function distance(a, b) {
    const width = b.length + 2, most = a.length + b.length;
    const cells = new Uint16Array((a.length + 2) * width);
    const lastRow = new Map();
    cells[0] = most;
    for (let i = 0; i <= a.length; i++) {
      cells[(i + 1) * width] = most;
      cells[(i + 1) * width + 1] = i;
    }
    for (let j = 0; j <= b.length; j++) {
      cells[j + 1] = most;
      cells[width + j + 1] = j;
    }
    for (let i = 1; i <= a.length; i++) {
      let lastColumn = 0;
      for (let j = 1; j <= b.length; j++) {
        const row = lastRow.get(b[j - 1]) || 0, column = lastColumn;
        let cost = 1;
        if (a[i - 1] === b[j - 1]) {
          cost = 0;
          lastColumn = j;
        }
        cells[(i + 1) * width + j + 1] = Math.min(
          cells[i * width + j] + cost,
          cells[(i + 1) * width + j] + 1,
          cells[i * width + j + 1] + 1,
          cells[row * width + column] + (i - row - 1) + 1 + (j - column - 1),
        );
      }
      lastRow.set(a[i - 1], i);
    }
    return cells[(a.length + 1) * width + b.length + 1];
  }

  const NONE = 255;

  /** How a word is like all words of a list: twice the letters that differ, and 1 if it is the same word in
      another form; or NONE. */
  function likeness(wanted, list) {
    const long = size(wanted), letters = bits(wanted);
    const most = long < 4 ? 0 : long < 8 ? 1 : 2;
    return Uint8Array.from(list, ({ word, size, bits }) => {
      if (wanted === word) return 0;
      if ((long >= 3 && word.startsWith(wanted)) ||
          (size >= 4 && long >= size && long - size <= 2 && wanted.startsWith(word))) return 1;
      // Every letter that the other lacks is at least one that differs.
      if (!most || Math.abs(long - size) > most || countBits(letters & ~bits) > most) return NONE;
      const slips = distance(wanted, word);
      return slips <= most ? 2 * slips + 1 : NONE;
    });
  }

  const letters = text => text.toLowerCase().replace(/[^a-z0-9]/g, "");

  /** Which texts stand for one only. */
  function unique(codes, form) {
    const places = new Map();
    codes.forEach((code, n) => {
      const key = form(code);
      places.set(key, places.has(key) ? -1 : n);
    });
    return places;
  }

  /** The words of texts: each different word once, and which of them every text has. */
  class Words {
    constructor() {
      this.ids = new Map();
      this.list = [];
      this.cache = new Map();
    }
    add(list) {
      return Uint32Array.from(list, word => {
        let id = this.ids.get(word);
        if (id === undefined) {
          id = this.list.length;
          this.ids.set(word, id);
          this.list.push({ word, size: size(word), bits: bits(word) });
        }
        return id;
      });
    }
    likeness(wanted) {
      // Whoever types changes one word only.
      const last = this.cache.get(wanted);
      if (last && last.length === this.list.length) return last;
      if (this.cache.size > 64) this.cache.clear();
      const like = likeness(wanted, this.list);
      this.cache.set(wanted, like);
      return like;
    }
  }

  class Index {
    constructor(codes, common) {
      this.codes = codes;
      this.exact = new Map(codes.map((code, n) => [code, n]));
      this.byCase = unique(codes, code => code.toLowerCase());
      this.byLetters = unique(codes, letters);
      this.common = new Uint8Array(codes.length);
      for (const n of common) this.common[n] = 1;
      this.words = new Words();
      this.length = new Uint8Array(codes.length);
      this.inCode = codes.map((code, n) => {
        const list = words(code);
        this.length[n] = Math.min(list.length, 63);
        return this.words.add(list);
      });
      this.inText = null;
      this.chinese = null;
    }

    /** In pieces, so that nobody who types has to wait. */
    async describe(descriptions) {
      const inText = [];
      for (const text of descriptions) {
        inText.push(this.words.add(words(text)));
        if (inText.length % 1000 === 0) await new Promise(done => setTimeout(done));
      }
      this.inText = inText;
    }

    describeInChinese(descriptions) {
      this.chinese = descriptions;
    }

    /** The code that a word is meant as, or -1. */
    named(word) {
      for (const [places, key] of [[this.exact, word], [this.byCase, word.toLowerCase()], [this.byLetters, letters(word)]]) {
        if (key && places.has(key)) return places.get(key);
      }
      return -1;
    }

    /** The numbers of the codes that fit, best first, of those that `passes` lets through. */
    find(text, passes = () => true) {
      const query = words(text).flatMap(word => word.match(/\p{Script=Han}+|\P{Script=Han}+/gu));
      const likes = query.map(word => HAN.test(word) ? this.inChinese(word) : this.words.likeness(word));
      const least = (like, ids) => {
        let least = NONE;
        for (let i = 0; i < ids.length; i++) if (like[ids[i]] < least) least = like[ids[i]];
        return least;
      };
      const ranked = [];
      for (let n = 0; n < this.codes.length && query.length; n++) {
        if (!passes(n)) continue;
        let slips = 0, described = 0, inexact = 0, fits = true;
        for (let i = 0; i < query.length && fits; i++) {
          let best;
          if (typeof likes[i] !== "function") {
            const inCode = least(likes[i], this.inCode[n]);
            const inText = this.inText && inCode ? least(likes[i], this.inText[n]) : NONE;
            // Only letters that differ make the description better than the code.
            const isDescribed = inText >> 1 < inCode >> 1;
            best = isDescribed ? inText : inCode;
            described += isDescribed;
          } else {
            best = likes[i](this.chinese && this.chinese[n]);
            described++;
          }
          fits = best !== NONE;
          slips += best >> 1;
          inexact += best & 1;
        }
        if (fits) {
          const cap = count => Math.min(count, 63);
          ranked.push((((((slips * 2 + 1 - this.common[n]) * 64 + cap(described)) * 64 + cap(inexact)) * 64 +
            this.length[n]) * 65536) + n);
        }
      }
      const found = Array.from(Float64Array.from(ranked).sort(), key => key % 65536);
      const named = this.named(text.trim());
      return named < 0 || !passes(named) ? found : [named, ...found.filter(n => n !== named)];
    }

    /** As `likeness`, for words that nothing separates: a text may have up to two other characters between
        theirs (签名过期 and 签名已过期); else a pair of neighbors that it lacks is a slip, and it has half of them. */
    inChinese(wanted) {
      const loose = new RegExp([...wanted].join(".{0,2}"), "u");
      const pairs = Array.from({ length: wanted.length - 1 }, (_, i) => wanted.slice(i, i + 2));
      return text => {
        if (!text) return NONE;
        if (text.includes(wanted)) return 0;
        if (loose.test(text)) return 1;
        const there = pairs.filter(pair => text.includes(pair)).length;
        return there && 2 * there >= pairs.length ? 2 * (pairs.length - there) + 1 : NONE;
      };
    }
  }

  /** Whether a text is more than words to look for: then the codes in it are meant. */
  const isPasted = text => /[^\p{L}\p{N}\s._-]/u.test(text.trim()) || text.trim().split(/\s+/).length > 8;

  /** The codes of the catalog that stand alone in a text, in order: for want of the extractor. */
  function recognize(text, exact) {
    const found = [];
    for (const match of text.matchAll(/(?<![\w./@-])[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*(?![\w/(@-])/g)) {
      if (exact.has(match[0]) && !found.some(one => one.code === match[0])) found.push({ code: match[0] });
    }
    return found;
  }

  return { Index, words, distance, isPasted, recognize };
})();
if (typeof module === "object") module.exports = Search;
