// One row of attention, computed here for every score.
const { html, svg, fixed } = Demo;
const COLUMN = 126, LEFT = 122, RIGHT = LEFT + 5 * COLUMN, WIDTH = 940, HEIGHT = 510;
const SCORE = { top: 52, height: 120 }, SHARE = { zero: 268, unit: 60, most: 1 };
// `unit` pixels for 1, cut off at `most`.
const SLOPE = { zero: 340, unit: 44, most: 1 }, BACK = { zero: 450, unit: 105, most: 0.4 };

const clamp = (x, most) => Math.min(most, Math.max(-most, x));
const xAt = (word) => LEFT + COLUMN * (word + 0.5);

const rule = (y, name = "row-zero") =>
  svg("line", { class: name, x1: LEFT, x2: RIGHT, y1: y, y2: y });
const total = (y, name, text) =>
  svg("text", { class: name, x: RIGHT + 12, y, "dominant-baseline": "central" }, text);
const title = (y, name, what) => [
  svg("text", { class: "row-title", x: 0, y: y - 4 }, name),
  svg("text", { class: "row-what", x: 0, y: y + 18 }, what)
];

export default {
  render({ model, el }) {
    const [words, tables, asked, forms, rate, limit] = Demo.read(model, "words", "tables", "asked",
      "forms", "rate", "limit");
    const set = Demo.setter(model);
    const scoreAt = (s) => SCORE.top + SCORE.height * (1 - s / limit) / 2;
    let score = [0, 0]; // predictions: right ones, all
    const scores = () => model.get("scores"), quote = (j) => `‘${words[j]}’`;
    const column = () => asked[model.get("row")];
    function state() {
      const P = softmax(scores()), dP = tables.dP[model.get("row")];
      return { P, dP, r: average(P, dP), right: FORMS.right(P, dP),
        dS: FORMS[model.get("form")](P, dP) };
    }

    // -- controls ---------------------------------------------------------------------------
    const labels = (of) =>
      Object.fromEntries(Object.entries(of).map(([key, { label }]) => [key, label]));
    const rowChoice = Demo.choice("The word that looks",
      Object.fromEntries(words.map((w, i) => [i, w])),
      (i) => set({ revealed: false, scores: tables.S[i], row: Number(i) }));
    const formChoice = Demo.choice("Form of dS", labels(forms), (form) => set({ form }));
    rowChoice.row.prepend(html("span", { class: "row-name" }, "Who looks?"));
    formChoice.row.prepend(html("span", { class: "row-name" }, "dS ="));
    const action = (name, text, act) =>
      html("button", { type: "button", "data-action": name, onclick: act }, text);
    const raise = action("raise", "All scores + ½", () => shift(0.5)),
      lower = action("lower", "All scores − ½", () => shift(-0.5));
    const step = action("step", `Take a step (η = ${rate})`, descend);
    const back = action("back", "Put back", () => set({ scores: tables.S[model.get("row")] }));
    const question = html("span", {}),
      answers = ["up", "down"].map((way) =>
        html("button", { type: "button", "data-guess": way, onclick: () => guess(way) }, way)
      );
    const says = Demo.line();
    const moving = svg("g", {}), handles = words.map(handle);
    const stage = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group",
      "aria-label": "One row of attention" }, frame(), moving,
      ...handles.map(({ group }) => group));
    const root = Demo.card(el, "attention-row", "One row of attention", rowChoice.row, stage,
      html("div", { class: "demo-row", role: "group", "aria-label": "Your prediction" }, question,
        ...answers), says, formChoice.row,
      html("div", { class: "demo-row" }, raise, lower, step, back));

    // A score's handle is a slider: dragged, or moved with the arrow keys.
    function handle(word, j) {
      const hit = svg("rect", { class: "row-hit", x: xAt(j) - COLUMN / 2, y: SCORE.top - 14,
        width: COLUMN, height: SCORE.height + 28 });
      const knob = svg("circle", { class: "row-knob", r: 14, cx: xAt(j) });
      const text = svg("text", { class: "row-number", x: xAt(j) + 20,
        "dominant-baseline": "central" });
      const group = svg("g", { class: "row-handle", role: "slider", tabindex: 0, "data-word": word,
        "aria-label": `score of ${word}`, "aria-orientation": "vertical", "aria-valuemin": -limit,
        "aria-valuemax": limit, onkeydown: (event) => press(event, j),
        onpointerdown: (event) => grab(event, group, j), onpointermove: (event) => {
          if (group.hasPointerCapture(event.pointerId)) drag(event, j);
        } }, hit, knob, text);
      return { group, knob, text };
    }
    function move(j, value) {
      const s = Math.round(10 * clamp(value, limit)) / 10;
      if (s !== scores()[j]) set({ scores: scores().map((old, k) => k === j ? s : old) });
    }
    const STEPS = { ArrowUp: 0.1, ArrowRight: 0.1, ArrowDown: -0.1, ArrowLeft: -0.1, PageUp: 1,
      PageDown: -1, Home: -99, End: 99 };
    function press(event, j) {
      if (!(event.key in STEPS)) return;
      event.preventDefault();
      move(j, scores()[j] + STEPS[event.key]);
    }
    function grab(event, group, j) {
      group.focus();
      group.setPointerCapture(event.pointerId);
      event.preventDefault();
      drag(event, j);
    }
    function drag(event, j) {
      const { y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(
        stage.getScreenCTM().inverse()
      );
      move(j, limit * (1 - 2 * (y - SCORE.top) / SCORE.height));
    }
    const fits = (news) => news.every((s) => Math.abs(s) <= limit);
    const shifted = (by) => scores().map((s) => s + by);
    const stepped = () => scores().map((s, j) => s - rate * state().dS[j]);
    function shift(by) {
      set({ scores: shifted(by) });
      Demo.say(says, "",
        `All scores moved by ${fixed(by, 1)}, and no P changed. So along that direction the `
          + "loss has no slope: dS must sum to 0.");
    }
    function descend() {
      const before = sum(scores()), wrong = model.get("form") !== "right";
      set({ scores: stepped() });
      const drift = sum(scores()) - before;
      Demo.say(says, wrong ? "wrong" : "", wrong
        ? `The scores together moved by ${fixed(drift, 2)}: ${fixed(drift / words.length, 2)} `
          + "each, for nothing, since what all have in common changes no P."
        : "Some scores rose, some fell; their sum is still "
          + `${fixed(sum(scores()), 1)}. The average slope r is now `
          + `${fixed(state().r, 3)}: attention goes where the loss is lower.`);
    }

    // -- predict, then reveal ---------------------------------------------------------------
    function guess(said) {
      const { dP, r, right } = state(), j = column(), truth = right[j] < 0 ? "up" : "down";
      score = [score[0] + (said === truth), score[1] + 1];
      set({ revealed: true });
      const side = right[j] < 0 ? "below" : "above";
      Demo.say(says, said === truth ? "right" : "wrong",
        `${said === truth ? "Right" : "No"}: ${truth}. For ${quote(j)} dP = `
          + `${fixed(dP[j], 1)}, and that is ${side} the average r = ${fixed(r, 3)} of what is `
          + `listened to now. So dS = ${fixed(right[j], 3)}, and a step of −η dS goes ${truth}. `
          + `(${score[0]} of ${score[1]} so far.)`);
    }
    function facts() {
      const form = model.get("form"), { r, right, dS } = state();
      if (form === "right") return forms.right.says;
      const astray = words.filter((_, j) => dS[j] * right[j] < 0).map((w) => `‘${w}’`);
      const list = new Intl.ListFormat("en").format(astray);
      return `Sum ${fixed(sum(dS), 3)}, not 0`
        + (form === "no_row_term" ? ` (r = ${fixed(r, 3)})` : "") + `. ${forms[form].says}`
        + (astray.length ? ` It pushes ${list} the wrong way.` : "");
    }

    // -- drawing ----------------------------------------------------------------------------
    function frame() {
      const tracks = words.map((w, j) => [
        svg("line", { class: "row-track", x1: xAt(j), x2: xAt(j), y1: SCORE.top,
          y2: SCORE.top + SCORE.height }),
        svg("text", { class: "row-word", x: xAt(j), y: 22, "text-anchor": "middle" }, w)
      ]);
      return svg("g", {}, rule(scoreAt(0)), rule(SHARE.zero), rule(SLOPE.zero), rule(BACK.zero),
        ...tracks.flat(), ...title(scoreAt(0), "S", "scores"),
        ...title(SHARE.zero - 26, "P", "softmax(S)"), ...title(SLOPE.zero, "dP", "loss’s slope"),
        ...title(BACK.zero, "dS", "gradient"));
    }
    const bar = (name, value, j, { zero, unit, most }) => {
      const length = unit * Math.min(most, Math.abs(value));
      return svg("rect", { class: `row-bar ${name}`, x: xAt(j) - 26, width: 52,
        y: value < 0 ? zero : zero - length, height: length, "data-word": words[j],
        "data-value": value });
    };
    // A bar's number stands beyond the end of the bar, and of a second bar around it.
    function number(value, j, { zero, unit, most }, digits, around = value) {
      const down = value < 0, other = down === around < 0 ? Math.abs(around) : 0;
      const length = unit * Math.min(most, Math.max(Math.abs(value), other));
      const cut = Math.abs(value) > most ? (down ? " ▼" : " ▲") : "";
      return svg("text", { class: "row-number", x: xAt(j),
        y: down ? zero + length + 19 : zero - length - 6, "text-anchor": "middle" },
        fixed(value, digits) + cut);
    }
    function totals({ P, r, dS }) {
      const all = sum(dS), zero = Math.abs(all) < 5e-4;
      const found = total(BACK.zero, `row-sum row-total ${zero ? "is-zero" : "is-not"}`,
        zero ? "Σ dS = 0 ✓" : `Σ dS = ${fixed(all, 3)} ✗`);
      return [total(scoreAt(0), "row-sum", `Σ S = ${fixed(sum(scores()), 1)}`),
        total(SHARE.zero - 26, "row-sum", `Σ P = ${fixed(sum(P), 0)}`),
        rule(SLOPE.zero - SLOPE.unit * r, "row-average"),
        total(SLOPE.zero - SLOPE.unit * r, "row-sum row-r", `r = ${fixed(r, 3)}`),
        ...(model.get("revealed") ? [found] : [])];
    }
    function gradient({ right, dS }) {
      if (!model.get("revealed"))
        return words.map((_, j) =>
          svg("text", { class: "row-hidden", x: xAt(j), y: BACK.zero, "text-anchor": "middle",
            "dominant-baseline": "central" }, "?")
        );
      const wrong = model.get("form") !== "right";
      const ghosts = wrong ? right.map((v, j) => bar("row-ghost", v, j, BACK)) : [];
      return [...dS.map((v, j) => bar(wrong ? "row-wrong" : "row-back", v, j, BACK)), ...ghosts,
        ...dS.map((v, j) => number(v, j, BACK, 3, right[j])),
        ...dS.map((v, j) => arrow(v, j, wrong))];
    }
    // The direction in which −η dS moves a score; longer than the step, to be seen.
    function arrow(v, j, wrong) {
      if (Math.abs(v) < 1e-3) return svg("g", {});
      const way = Math.sign(v), length = Math.min(72, 26 + 220 * Math.abs(v)),
        from = scoreAt(scores()[j]),
        tip = way < 0
          ? Math.max(SCORE.top - 18, from - length)
          : Math.min(SCORE.top + SCORE.height + 18, from + length);
      return svg("path", { class: `row-push ${wrong ? "is-wrong" : ""}`,
        d: `M${xAt(j)},${from + way * 15}V${tip}m-7,${-8 * way}l7,${8 * way}l7,${-8 * way}` });
    }
    function draw() {
      const now = state(), { P, dP } = now, j = column(), revealed = model.get("revealed");
      moving.replaceChildren(
        svg("rect", { class: "row-asked", x: xAt(j) - COLUMN / 2 + 3, y: 2, width: COLUMN - 6,
          height: HEIGHT - 4, rx: 8 }),
        ...P.map((p, k) => bar("row-share", p, k, SHARE)),
        ...dP.map((v, k) => bar("row-slope", v, k, SLOPE)),
        ...totals(now),
        ...P.map((p, k) => number(p, k, SHARE, 3)),
        ...dP.map((v, k) => number(v, k, SLOPE, 1)),
        ...gradient(now)
      );
      handles.forEach(({ group, knob, text }, k) => {
        const s = scores()[k], y = scoreAt(s);
        knob.setAttribute("cy", y);
        text.setAttribute("y", y);
        text.textContent = fixed(s, 1);
        group.setAttribute("aria-valuenow", s);
        group.setAttribute("aria-valuetext",
          `${fixed(s, 1)}, weight ${fixed(P[k], 3)}`
            + (revealed ? `, gradient ${fixed(now.dS[k], 3)}` : ""));
      });
      rowChoice.show(model.get("row"));
      formChoice.show(model.get("form"));
      question.textContent = `A step of gradient descent moves the score of ${quote(j)} …`;
      for (const button of answers) button.disabled = revealed;
      raise.disabled = !fits(shifted(0.5));
      lower.disabled = !fits(shifted(-0.5));
      step.disabled = !revealed || !fits(stepped());
      Object.assign(root.dataset, { row: words[model.get("row")], form: model.get("form"), revealed,
        sum: revealed ? sum(now.dS) : "" });
    }
    function changed() {
      draw();
      if (model.get("revealed"))
        return Demo.say(says, model.get("form") === "right" ? "" : "wrong", facts());
      Demo.say(says, "",
        `${quote(model.get("row"))} looks at all five words. Drag a score, or move it with the `
          + "arrow keys. dP says what more attention to a word would do to the loss. Predict "
          + "first: up or down?");
    }
    changed();
    return Demo.listen(model, { "row scores form revealed": changed });
  }
};
