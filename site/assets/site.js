"use strict";
// The start page: reads the box and the filters, keeps them in the address, and shows what is found.
(() => {
  const at = id => document.getElementById(id);
  const root = new URL(".", document.currentScript.src).href;
  const hasExtract = "extract" in document.currentScript.dataset;
  const language = document.documentElement.lang.slice(0, 2);
  const form = at("search"), box = at("q"), list = at("results"), browse = at("browse");
  const filters = ["product", "category", "retry", "actor"].map(at);

  const isNarrow = matchMedia("(max-width: 40rem)"), numbers = new Intl.NumberFormat(language);
  const growsItself = CSS.supports("field-sizing", "content");

  let data = null, index = null, found = [], showsAll = false;
  const loaded = new Map();

  /** Loads a script of ours once. */
  function load(path) {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = root + path;
        script.onload = done;
        script.onerror = failed;
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  }

  /** Called by the files of data. */
  window.catalog = async part => {
    if (part.texts) {
      const { description } = part.texts;
      if (part.language === "en") await index.describe(description);
      else await index.describeInChinese(description, part.words);
      data.texts[part.language] = part.texts;
    } else {
      data = { ...part, texts: {} };
      index = new Search.Index(part.code, part.common, part.products);
      form.hidden = false;
      document.querySelector(".all").hidden = false;
      load(`data/texts.${language}.js`).catch(() => {});
      readAddress();
      if (!matchMedia("(pointer: coarse)").matches && !location.hash) box.focus();
    }
    update();
  };

  // The extractor of the library: bytes go in and come out one at a time.
  let extract = null;
  window.extractor = async base64 => {
    try {
      const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
      const { instance: { exports } } = await WebAssembly.instantiate(bytes);
      extract = text => {
        exports.clear();
        for (const byte of new TextEncoder().encode(text)) exports.push(byte);
        const found = Uint8Array.from({ length: exports.find() }, (_, n) => exports.byte(n));
        return JSON.parse(new TextDecoder().decode(found));
      };
      update();
    } catch { /* Where modules are switched off, the known codes are found all the same. */ }
  };

  function codesIn(text) {
    if (!Search.isPasted(text)) return [];
    if (hasExtract) load("extract.js").catch(() => {});
    return extract ? extract(text) : Search.recognize(text, index.exact);
  }

  // The state is in the address, after `#`: a page on a disk may change nothing else of it.
  function readAddress() {
    const hash = location.hash.slice(1);
    const [, code] = /^\/code\/([\w.-]+)$/.exec(hash) || [];
    if (index.exact.has(code)) {
      location.replace(`code/${code}.html`);
      return;
    }
    const state = new URLSearchParams(hash || location.search);
    box.value = state.get("q") || "";
    for (const filter of filters) filter.value = state.get(filter.id) || "";
    for (const filter of filters) if (filter.selectedIndex < 0) filter.value = "";
    showsAll = state.has("all");
  }

  // Browsers take their time over an address, and refuse one that changes too often: while somebody types,
  // it is written now and then.
  let willWrite = 0;

  function writeAddress() {
    clearTimeout(willWrite);
    willWrite = 0;
    const state = new URLSearchParams();
    if (box.value.trim()) state.set("q", box.value.trim().slice(0, 2000));
    for (const filter of filters) if (filter.value) state.set(filter.id, filter.value);
    if (showsAll) state.set("all", "");
    const hash = "#" + state.toString().replace(/=(?=&|$)/g, "");
    if (hash !== (location.hash || "#")) history.replaceState(null, "", hash);
  }

  function update() {
    if (!index) return;
    const started = performance.now();
    const text = box.value.trim();
    if (!growsItself) {
      box.style.height = "auto";
      box.style.height = Math.min(box.scrollHeight + 2, 240) + "px";
    }
    const isChinese = Search.isChinese(text);
    const other = isChinese ? "zh" : "en";
    if (text && other !== language && !data.texts[other]) load(`data/texts.${other}.js`).catch(() => {});
    const [product, category, retry, actor] = filters.map(filter => filter.value);
    const place = (names, name) => name ? names.indexOf(name) : -1;
    const wanted = {
      product: place(data.product_names, product),
      category: place(data.categories, category),
      retry: place(data.retries, retry),
      actor: place(data.actors, actor),
    };
    const passes = n =>
      (!category || data.category[n] === wanted.category) &&
      (!retry || data.retry[n] === wanted.retry) &&
      (!actor || data.actor[n] === wanted.actor) &&
      (!product || data.products[n].includes(wanted.product));
    const isFiltered = Boolean(product || category || retry || actor);
    at("clear").disabled = !text && !isFiltered && !showsAll;
    const pasted = text ? codesIn(text) : [];
    const known = [...new Set(pasted.map(one => index.exact.get(one.code)).filter(n => n !== undefined))];
    const lacksTexts = !data.texts[language] || (text && !data.texts[other]);
    at("loading").hidden = !lacksTexts;
    if (known.length) {
      found = known.filter(passes);
    } else if (text) {
      found = index.find(text, passes);
    } else if (isFiltered || showsAll) {
      found = data.code.map((_, n) => n).filter(passes);
    } else {
      found = [];
    }
    const isAnswer = Boolean(text || isFiltered || showsAll);
    at("answer").hidden = !isAnswer;
    browse.hidden = isAnswer;
    showPasted(pasted);
    const { dataset } = form;
    at("status").textContent = found.length
      ? (known.length ? dataset.inText : "") + dataset.found.replace("{}", numbers.format(found.length))
      : lacksTexts ? "" : dataset.nothing;
    for (const [n, item] of shown) {
      item.remove();
      shown.delete(n);
    }
    list.style.height = "";
    draw();
    document.documentElement.dataset.took = (performance.now() - started).toFixed(1);
  }

  /** What the extractor tells beside known codes. */
  function showPasted(pasted) {
    at("pasted").replaceChildren(...pasted.filter(one => one.message || one.request_id || !index.exact.has(one.code)).slice(0, 20).map(one => {
      const note = document.createElement("p");
      note.className = "note";
      const code = document.createElement("b");
      code.textContent = one.code;
      note.append(code);
      const rest = [index.exact.has(one.code) ? "" : form.dataset.unknown, one.message, one.request_id].filter(Boolean);
      note.append(" " + rest.join(" · "));
      return note;
    }));
  }

  // Only rows that can be seen are in the page: twelve thousand would make it slow.
  const shown = new Map();
  let focused = -1;
  const height = () => list.classList.contains("tall") ? 116 : 76;

  function draw() {
    list.classList.toggle("tall", isNarrow.matches);
    const row = height(), top = list.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / row) - 8);
    const last = Math.min(found.length, Math.ceil((innerHeight - top) / row) + 8);
    list.style.height = found.length * row + "px";
    for (const [n, item] of shown) {
      if ((n < first || n >= last) && n !== focused) {
        item.remove();
        shown.delete(n);
      }
    }
    for (let n = first; n < last; n++) show(n);
  }

  const label = (filter, value) => filter.querySelector(`[value="${value}"]`).textContent;

  function show(n) {
    let item = shown.get(n);
    if (!item) {
      item = make(found[n]);
      item.setAttribute("aria-posinset", n + 1);
      item.setAttribute("aria-setsize", found.length);
      item.dataset.row = n;
      shown.set(n, item);
      const after = [...shown.keys()].filter(other => other > n);
      list.insertBefore(item, after.length ? shown.get(Math.min(...after)) : null);
    }
    item.style.transform = `translateY(${n * height()}px)`;
    return item;
  }

  function element(name, text, className) {
    const element = document.createElement(name);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  /** What stands in backquotes is code. */
  const prose = text => text.split("`").map((part, n) => n % 2 ? element("code", part) : part);

  function make(n) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `code/${data.code[n]}.html`;
    const retry = data.retries[data.retry[n]];
    const classes = element("span", "", "classes");
    classes.append(
      element("span", label(filters[1], data.categories[data.category[n]])), " ",
      element("span", label(filters[2], retry), "retry " + retry),
    );
    const text = element("span", "", "text");
    text.append(...prose(data.texts[language]?.description[n] ?? ""));
    link.append(element("b", data.code[n]), " ", classes, " ", text);
    item.append(link);
    return item;
  }

  /** Moves the focus to a row; before the first one is the box. */
  function move(n) {
    if (n < 0) {
      focused = -1;
      box.focus();
      return;
    }
    focused = Math.min(n, found.length - 1);
    if (focused < 0) return;
    const item = show(focused);
    item.firstChild.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    draw();
  }

  let isBelow = false;

  function changed() {
    showsAll = false;
    focused = -1;
    if (isBelow) scrollTo(0, 0);
    update();
    if (!willWrite) writeAddress();
  }

  form.addEventListener("submit", event => event.preventDefault());
  box.addEventListener("input", () => {
    willWrite ||= setTimeout(writeAddress, 200);
    changed();
  });
  list.addEventListener("click", writeAddress);
  for (const filter of filters) filter.addEventListener("change", changed);
  at("clear").addEventListener("click", () => {
    form.reset();
    changed();
    box.focus();
  });
  addEventListener("hashchange", () => {
    readAddress();
    update();
  });
  let waits = false;
  const redraw = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      if (at("answer").hidden) return;
      draw();
      isBelow = scrollY > list.offsetTop;
    });
  };
  addEventListener("scroll", redraw, { passive: true });
  addEventListener("resize", redraw);
  list.addEventListener("focusin", event => {
    focused = Number(event.target.closest("li").dataset.row);
  });
  addEventListener("keydown", event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    const row = target.closest && target.closest("#results li");
    if (key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (target === box && key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (found.length) show(0).firstChild.click();
    } else if (target === box && key === "ArrowDown" && box.selectionEnd === box.value.length) {
      event.preventDefault();
      move(0);
    } else if (row && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault();
      move(Number(row.dataset.row) + (key === "ArrowDown" ? 1 : -1));
    } else if (key === "Escape" && (row || target === box)) {
      if (row) move(-1);
      else if (box.value) {
        box.value = "";
        changed();
      }
    }
  });
})();
