// Shared by all demos, placed before each demo's own script.
const Demo = (() => {
  const fill = (node, attributes, children) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false)
        node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat());
    return node;
  };

  // html("button", {class: "next", onclick: step}, "Next") and the same for SVG elements.
  const html = (tag, attributes = {}, ...children) =>
    fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes = {}, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  // What a path's "d" says to go from point to point; a point is [x, y] in pixels.
  const path = (points) =>
    points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`).join("");

  // The demo's root: a named region. Its keys stay inside: JupyterLab would take an arrow key meant
  // for a slider as a shortcut (the attribute) or as its own navigation (the listener).
  const card = (el, name, title, ...children) => {
    const root = html("section", {
      class: `demo demo-${name}`,
      "data-demo": name,
      "aria-label": title,
      "data-lm-suppress-shortcuts": "true",
      onkeydown: (event) => event.stopPropagation()
    }, html("h3", {}, title), ...children);
    el.replaceChildren(root);
    return root;
  };

  // A line that is read aloud when it changes. say(line, "right" | "wrong" | "", text).
  const line = () =>
    html("p", { class: "demo-says", role: "status", "aria-live": "polite", "data-state": "" });
  const say = (node, state, text) => {
    node.dataset.state = state;
    node.textContent = text;
  };

  // Labelled buttons of which one is pressed; choose(key) is called with the new one's key.
  const choice = (label, options, choose) => {
    const buttons = Object.entries(options).map(([key, text]) =>
      html("button", { type: "button", "data-key": key, onclick: () => choose(key) }, text)
    );
    const row = html("div", { class: "demo-row", role: "group", "aria-label": label }, ...buttons);
    const show = (chosen) =>
      buttons.forEach((button) =>
        button.setAttribute("aria-pressed", String(button.dataset.key === String(chosen)))
      );
    return { row, show };
  };

  // Between the widget's traits and the demo: read some, change some, act when some have changed.
  //   const [rates, best] = Demo.read(model, "rates", "best"), set = Demo.setter(model);
  //   set({ step: 3, guess: "" });
  //   return Demo.listen(model, { "step guess": draw });    the front end calls it in the end
  const read = (model, ...names) => names.map((name) => model.get(name));
  const setter = (model) => (changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  };
  const listen = (model, acts) => {
    const heard = Object.entries(acts).map(([names, act]) =>
      [names.split(" ").map((name) => `change:${name}`).join(" "), act]
    );
    heard.forEach(([events, act]) => model.on(events, act));
    return () => heard.forEach(([events, act]) => model.off(events, act));
  };

  // A table that came as bytes, one number after another: bytes(model.get("paths"), Float32Array).
  const bytes = (view, Kind) =>
    new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

  // 10 to the n as a page writes it, and a number in that form: 3.2·10⁻⁵.
  const superscript = (n) =>
    String(n).replace(/./g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
  const power = (x) =>
    x.toExponential(1).replace("e", "·10").replace(/10([+-]\d+)/, (_, n) =>
      "10" + superscript(Number(n))).replace(/^1\.0·/, "").replace("-", "−");
  // Two digits, and a power of ten only where it helps.
  const short = (x) => x >= 0.01 && x < 1000 ? String(Number(x.toPrecision(2))) : power(x);
  // The number as it is, with a real minus.
  const minus = (x) => String(x).replace("-", "−");
  // So many digits behind the point, with a real minus, and none before a zero: −0.173, 0.000.
  const fixed = (x, digits) => x.toFixed(digits).replace(/^-(?=[0.]*$)/, "").replace("-", "−");

  // A typed number, or a calculation such as 0.7*0.22 or (1 - 0.5)/2. NaN if it is neither.
  const calculate = (text) => {
    const tokens = text.replaceAll("−", "-").replaceAll("·", "*").replaceAll("×", "*")
      .match(/(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|[-+*/()]|\S/gi) ?? [];
    const take = (...wanted) => (wanted.includes(tokens[0]) ? tokens.shift() : null);
    const factor = () => {
      if (take("-")) return -factor();
      if (take("+")) return factor();
      if (take("(")) {
        const inside = sum();
        return take(")") ? inside : NaN;
      }
      return tokens.length ? Number(tokens.shift()) : NaN;
    };
    const chain = (part, ...signs) => {
      let value = part();
      for (let sign = take(...signs); sign; sign = take(...signs)) {
        const next = part();
        value =
          { "*": value * next, "/": value / next, "+": value + next, "-": value - next }[sign];
      }
      return value;
    };
    const product = () => chain(factor, "*", "/");
    const sum = () => chain(product, "+", "-");
    const value = sum();
    return tokens.length ? NaN : value;
  };

  return { html, svg, path, card, line, say, choice, read, setter, listen, bytes, superscript,
    power, short, minus, fixed, calculate };
})();
