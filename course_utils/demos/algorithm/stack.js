// One table a sample; each joins the running sum after the learner predicted one entry of it.
const { html, svg } = Demo;
const W = 66, H = 40; // a cell
const GAP = 12;
const TILE = { x: 150, y: 152 }; // the current sample's outer product
const SUM = { x: 590, y: 152 };

const signed = (v) => v === 0 ? "0" : (v < 0 ? "−" : "+") + Math.abs(v).toFixed(3);

export default {
  render({ model, el }) {
    const [a, delta, tiles, sums, product, questions] = Demo.read(model, "a", "delta", "tiles",
      "sums", "product", "questions");
    const n = tiles.length, rows = product.length, columns = product[0].length;
    const largest = Math.max(...[...tiles, ...sums].flat(2).map(Math.abs));
    let revealed = false;

    const stage = svg("svg", { viewBox: `0 0 880 ${SUM.y + rows * H + 48}`, role: "img" });
    const ask = html("label", { for: "" });
    const guess = html("input", { type: "text", inputmode: "decimal", size: 8,
      class: "stack-guess demo-number", autocomplete: "off", "aria-label": "Your prediction" });
    const check = html("button", { type: "submit", "data-action": "check" }, "Check");
    const show = html("button", { type: "button", "data-action": "reveal",
      onclick: () => reveal("", "") }, "Show it");
    const form = html("form", { class: "demo-row", onsubmit: predict }, ask, guess, check, show);
    const back = html("button", { type: "button", "data-action": "back",
      onclick: () => go(model.get("step") - 1) }, "◀ Back");
    const next = html("button", { type: "button", "data-action": "next",
      onclick: () => go(model.get("step") + 1) });
    const all = html("button", { type: "button", "data-action": "all", onclick: () => go(n) },
      "All at once");
    const again = html("button", { type: "button", "data-action": "again", onclick: () => go(0) },
      "Start again");
    const says = Demo.line();
    const root = Demo.card(el, "outer-products",
      "Outer-product stack: dW is a sum over the samples", stage, form,
      html("div", { class: "demo-row" }, back, next, all, again), says);
    root.addEventListener("keydown", arrows);

    function arrows(event) {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by || event.target === guess) return;
      event.preventDefault();
      go(model.get("step") + by);
    }
    const set = Demo.setter(model);
    function go(step) {
      set({ step: Math.min(n, Math.max(0, step)) });
    }

    // -- predict, then reveal --------------------------------------------------------------
    function predict(event) {
      event.preventDefault();
      const number = Number(guess.value.replace("−", "-").replace(",", "."));
      if (guess.value.trim() === "" || Number.isNaN(number))
        return Demo.say(says, "wrong", "Type a number such as −0.125.");
      const { answer, near } = questions[model.get("step")];
      const close = (value) => Math.abs(number - value) <= Math.max(0.0015, 0.02 * Math.abs(value));
      if (close(answer)) return reveal("right", "Right. ");
      const mistake = near.find(([value]) => close(value));
      Demo.say(says, "wrong",
        mistake
          ? mistake[1]
          : "Not this number. Multiply the two marked numbers and add what the sum already holds.");
    }
    function reveal(state, praise) {
      const { sample: i, row: r, column: c, answer } = questions[model.get("step")];
      revealed = true;
      draw();
      Demo.say(says, state,
        `${praise}${signed(sums[i][r][c])} `
          + `${signed(tiles[i][r][c]).replace(/^./, (sign) => sign + " ")} = ${signed(answer)}.`);
      next.focus();
    }

    // -- drawing ---------------------------------------------------------------------------
    function cell(x, y, value, { hidden = false, marked = false, kind = "" } = {}) {
      const text = kind === "edge" && Number.isInteger(2 * value)
        ? Demo.minus(value)
        : signed(value);
      const g = svg("g", { class: `stack-cell ${kind}${marked ? " marked" : ""}` });
      const strength = hidden || value === 0 ? 0 : 0.12 + 0.5 * Math.abs(value) / largest;
      g.append(
        svg("rect", { x, y, width: W, height: H,
          class: value < 0 ? "stack-negative" : "stack-positive",
          "fill-opacity": kind === "edge" ? 0 : strength }),
        svg("text", { x: x + W / 2, y: y + H / 2 }, hidden ? "?" : text)
      );
      return g;
    }
    function table(values, x, y, attributes, hiddenAt, marked) {
      const g = svg("g", attributes);
      values.forEach((line, r) =>
        line.forEach((value, c) => {
          const here = r === hiddenAt?.row && c === hiddenAt?.column;
          g.append(
            cell(x + c * W, y + r * H, value, { hidden: here,
              marked: here || (marked && r === marked.row && c === marked.column) })
          );
        })
      );
      return g;
    }
    function heading(x, y, text) {
      return svg("text", { x, y, class: "stack-heading" }, text);
    }
    // The small tables along the top: those that have joined lie on the stack at the right.
    function miniature(i, step) {
      const joined = i < step, w = 20, h = 13;
      const x = joined
        ? SUM.x + (columns * W - columns * w) / 2 + 5 * i
        : 10 + i * (columns * w + 24);
      const g = svg("g", { class: "stack-miniature", "data-sample": i,
        "data-joined": String(joined) });
      g.style.transform = `translate(${x}px, ${joined ? 20 + 5 * i : 26}px)`;
      g.append(svg("rect", { class: "stack-back", width: columns * w, height: rows * h }));
      tiles[i].forEach((line, r) =>
        line.forEach((value, c) =>
          g.append(svg("rect", {
            x: c * w,
            y: r * h,
            width: w,
            height: h,
            class: value < 0 ? "stack-negative" : "stack-positive",
            "fill-opacity": 0.12 + 0.6 * Math.abs(value) / largest
          }))
        )
      );
      g.append(
        svg("rect", { class: i === step ? "stack-frame current" : "stack-frame", width: columns * w,
          height: rows * h })
      );
      if (!joined)
        g.append(
          svg("text", { class: "stack-heading", x: columns * w / 2, y: -8 }, `sample ${i + 1}`)
        );
      return g;
    }
    function current(i, question) {
      const g = svg("g", { class: "stack-current" }), { x, y } = TILE;
      const mark = (index, key) => !revealed && question[key] === index;
      a[i].forEach((value, r) =>
        g.append(cell(x - W - GAP, y + r * H, value, { kind: "edge", marked: mark(r, "row") }))
      );
      delta[i].forEach((value, c) =>
        g.append(cell(x + c * W, y - H - GAP, value, { kind: "edge", marked: mark(c, "column") }))
      );
      g.append(
        svg("text", { class: "stack-symbol", x: x - W - GAP - 26, y: y + rows * H / 2 }, "a"),
        svg("text", { class: "stack-symbol", x: x - GAP - W / 2, y: y - H / 2 - GAP }, "δ"),
        table(tiles[i], x, y, { class: "stack-tile", "data-sample": i },
          revealed ? null : question),
        svg("text", { class: "stack-symbol", x: (x + columns * W + SUM.x) / 2,
          y: y + rows * H / 2 }, "+"),
        heading(x + columns * W / 2, y + rows * H + 24, `outer product of sample ${i + 1}`)
      );
      return g;
    }

    function draw() {
      const step = model.get("step"), question = questions[step];
      const parts = Array.from({ length: n }, (_, i) => miniature(i, step));
      const old = [...stage.querySelectorAll(".stack-miniature")];
      const sum = table(sums[step], SUM.x, SUM.y, { class: "stack-sum", "data-step": step }, null,
        question);
      const caption = step === n
        ? "all samples: the sum is aᵀδ = dW"
        : step === 0
        ? "sum so far: nothing yet"
        : `sum of sample${step > 1 ? "s 1 to " + step : " 1"}`;
      stage.replaceChildren(...(step < n ? [current(step, question)] : [finale()]), sum,
        heading(SUM.x + columns * W / 2, SUM.y + rows * H + 24, caption), ...parts);
      slide(old, parts);
      describe(step, question, caption);
    }
    function finale() {
      const g = svg("g", { class: "stack-current" });
      g.append(
        heading(TILE.x + columns * W / 2, TILE.y - GAP - H / 2, "a.T @ delta, in one product"),
        table(product, TILE.x, TILE.y, { class: "stack-product" }),
        svg("text", { class: "stack-symbol", x: (TILE.x + columns * W + SUM.x) / 2,
          y: TILE.y + rows * H / 2 }, "=")
      );
      return g;
    }
    // Start each small table where it lay before, so that the style sheet can let it slide.
    function slide(old, parts) {
      parts.forEach((part, i) => {
        if (!old[i]) return;
        const target = part.style.transform;
        part.style.transform = old[i].style.transform;
        part.getBoundingClientRect();
        part.style.transform = target;
      });
    }
    function describe(step, question, caption) {
      const done = step === n;
      form.hidden = done || revealed;
      back.disabled = step === 0;
      next.disabled = done;
      next.textContent = done ? "All in" : `Add sample ${step + 1} ▶`;
      guess.value = "";
      if (!done)
        ask.textContent =
          `Predict row ${question.row + 1}, column ${question.column + 1} of the sum after `
          + `sample ${step + 1}:`;
      stage.setAttribute("aria-label",
        `${caption}. Rows: ${sums[step].map((line) => line.map(signed).join(", ")).join("; ")}`);
    }
    function moved() {
      revealed = false;
      draw();
      Demo.say(says, "", model.get("step") === n
        ? "Summing the tables one by one and multiplying the matrices once give the same "
          + "numbers: aᵀδ does the sum over the samples."
        : "The marked cells meet in the entry that is asked for.");
    }
    moved();
    return Demo.listen(model, { step: moved });
  }
};
