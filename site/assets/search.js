"use strict";
// The search of `tcerr search`, by the rules that tcerr/src/search.rs and chinese.rs state: a code that is
// named comes first; then count, in this order, the words that are nowhere, the letters that differ, whether
// the code is a common one, how many words are in the description only, how many are there in another form
// only, and how many words the code has. Words in Chinese count by what a description shares with them.
// tests/fixtures/searches.tsv holds both to the same answers.
const Search = (() => {
  const UPPER = /\p{Uppercase}/u, LOWER = /[\p{Lowercase}0-9]/u, PART = /[\p{Alphabetic}\p{N}]/u, HAN = /[\u3400-\u9fff]/;

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

  const isChinese = text => HAN.test(text);

  const pause = () => new Promise(done => setTimeout(done));

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

  /** The words of tcerr/src/words.zh.txt by their first characters, the longest first. */
  function sameWords(groups) {
    const words = new Map();
    for (const { apart, words: [one, ...others] } of groups) {
      for (const text of [one, ...others]) words.set(text[0], [...words.get(text[0]) || [], { text, one, apart }]);
    }
    for (const list of words.values()) list.sort((a, b) => b.text.length - a.text.length);
    return words;
  }

  /** The parts of a text, with one word for each thing: the characters of Chinese, the pairs of them that
      stand together, and the words in Latin letters. */
  function parts(text, same) {
    const parts = new Set();
    let together = "";
    const give = characters => {
      for (let i = 0; i < characters.length; i++) {
        parts.add(characters[i]);
        if (i) parts.add(characters[i - 1] + characters[i]);
      }
    };
    for (let at = 0; at < text.length;) {
      const c = text[at];
      const word = same.get(c)?.find(word => text.startsWith(word.text, at));
      if (word) {
        if (word.apart) {
          give(word.one);
          give(together);
          together = "";
        } else {
          together += word.one;
        }
        at += word.text.length;
      } else if (HAN.test(c)) {
        together += c;
        at += 1;
      } else if (/\s/.test(c)) {
        at += 1;
      } else {
        give(together);
        together = "";
        const [latin] = /^[A-Za-z0-9]*/.exec(text.slice(at, at + 200));
        for (const word of words(latin)) parts.add(word);
        at += latin.length || 1;
      }
    }
    give(together);
    return parts;
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

  /** The words of codes and of descriptions: each different word once, and where it is. */
  class Words {
    constructor(codes) {
      this.codes = codes;
      this.ids = new Map();
      this.list = [];
      this.inCode = [];
      this.inText = [];
      this.cache = new Map();
    }

    add(word, places, n) {
      let id = this.ids.get(word);
      if (id === undefined) {
        id = this.list.length;
        this.ids.set(word, id);
        this.list.push({ word, size: size(word), bits: bits(word) });
      }
      const list = places[id] ||= [];
      if (list.at(-1) !== n) list.push(n);
    }

    /** How a word is like the words of each code, and of each description. */
    find(wanted) {
      // Whoever types changes one word only.
      const last = this.cache.get(wanted);
      if (last && last.words === this.list.length) return last;
      if (this.cache.size > 32) this.cache.clear();
      const found = {
        words: this.list.length,
        inCode: new Uint8Array(this.codes).fill(NONE),
        inText: new Uint8Array(this.codes).fill(NONE),
      };
      likeness(wanted, this.list).forEach((like, id) => {
        if (like === NONE) return;
        for (const [best, places] of [[found.inCode, this.inCode[id]], [found.inText, this.inText[id]]]) {
          for (const n of places || []) if (like < best[n]) best[n] = like;
        }
      });
      this.cache.set(wanted, found);
      return found;
    }
  }

  class Index {
    constructor(codes, common, products) {
      this.codes = codes;
      this.products = products;
      this.exact = new Map(codes.map((code, n) => [code, n]));
      this.byCase = unique(codes, code => code.toLowerCase());
      this.byLetters = unique(codes, letters);
      this.common = new Uint8Array(codes.length);
      for (const n of common) this.common[n] = 1;
      this.words = new Words(codes.length);
      this.length = new Uint8Array(codes.length);
      codes.forEach((code, n) => {
        const list = words(code);
        this.length[n] = Math.min(list.length, 63);
        for (const word of list) this.words.add(word, this.words.inCode, n);
      });
      this.chinese = null;
    }

    /** In pieces, so that nobody who types has to wait. */
    async describe(descriptions) {
      for (let n = 0; n < descriptions.length; n++) {
        for (const word of words(descriptions[n])) this.words.add(word, this.words.inText, n);
        if (n % 1000 === 999) await pause();
      }
      // What was found while some were lacking.
      this.words.cache.clear();
    }

    async describeInChinese(descriptions, groups) {
      const same = sameWords(groups), places = new Map();
      for (let n = 0; n < descriptions.length; n++) {
        const inCode = parts(descriptions[n], same);
        for (const word of words(this.codes[n])) inCode.add(word);
        for (const part of inCode) {
          if (places.has(part)) places.get(part).push(n);
          else places.set(part, [n]);
        }
        if (n % 500 === 499) await pause();
      }
      this.chinese = { descriptions, same, places };
    }

    /** The code that a word is meant as, or -1. */
    named(word) {
      for (const [places, key] of [[this.exact, word], [this.byCase, word.toLowerCase()], [this.byLetters, letters(word)]]) {
        if (key && places.has(key)) return places.get(key);
      }
      return -1;
    }

    /** The numbers of the codes that fit, best first, of those that `passes` lets through. Of a message in
        Chinese, the first clause that finds a code counts, as advice follows behind it; of one in English
        only if all of it finds none. */
    find(text, passes = () => true) {
      const clauses = text.split(/[，。；：！？,;:!?\n]/);
      const rank = isChinese(text) ? this.rankInChinese : this.rank;
      let found = [];
      for (const clause of isChinese(text) ? clauses.filter(isChinese) : [text, ...clauses]) {
        found = rank.call(this, clause);
        if (found.length) break;
      }
      const named = this.named(text.trim());
      return (named < 0 ? found : [named, ...found.filter(n => n !== named)]).filter(passes);
    }

    rank(text) {
      const query = words(text);
      const likes = query.map(word => this.words.find(word));
      const cap = count => Math.min(count, 63);
      const ranked = [];
      let fewest = Math.floor(query.length / 3);
      for (let n = 0; n < this.codes.length && query.length; n++) {
        let missing = 0, slips = 0, described = 0, inexact = 0;
        for (let i = 0; i < likes.length && missing <= fewest; i++) {
          const inCode = likes[i].inCode[n], inText = likes[i].inText[n];
          // Only letters that differ make the description better than the code.
          const isDescribed = inText >> 1 < inCode >> 1;
          const best = isDescribed ? inText : inCode;
          if (best === NONE) {
            missing++;
            continue;
          }
          described += isDescribed;
          slips += best >> 1;
          inexact += best & 1;
        }
        if (missing > fewest) continue;
        // Only codes that lack the fewest words are found.
        if (missing < fewest) ranked.length = 0;
        fewest = missing;
        ranked.push((((((slips * 2 + 1 - this.common[n]) * 64 + cap(described)) * 64 + cap(inexact)) * 64 +
          this.length[n]) * 65536) + n);
      }
      return Array.from(Float64Array.from(ranked).sort(), key => key % 65536);
    }

    rankInChinese(clause) {
      if (!this.chinese) return [];
      const { descriptions, same, places } = this.chinese, codes = descriptions.length;
      const shared = new Uint32Array(codes);
      let whole = 0;
      for (const part of parts(clause, same)) {
        const there = places.get(part) || [];
        const rarity = Math.max(Math.round(100 * Math.log(codes / (there.length + 1))), 10);
        const weight = rarity * (part.length === 1 && isChinese(part) ? 2 : 3);
        whole += weight;
        for (const n of there) shared[n] += weight;
      }
      const ranked = [];
      for (let n = 0; n < codes && whole; n++) {
        const share = Math.floor(1000 * shared[n] / whole);
        if (share < 350) continue;
        const spread = Math.min(this.products[n].length >> 2, 2);
        const fit = (share + 250 * this.common[n]) * 3 + spread;
        ranked.push((4096 - fit) * 2 ** 32 + Math.min(descriptions[n].length, 65535) * 65536 + n);
      }
      return Array.from(Float64Array.from(ranked).sort(), key => key % 65536);
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

  return { Index, words, distance, isChinese, isPasted, recognize };
})();
if (typeof module === "object") module.exports = Search;
