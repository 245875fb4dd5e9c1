// Dates on four lanes; one is chosen and told below.
const { html, svg } = Demo;
const LEFT = 132, WIDTH = 690, RIGHT = 140, ROW = 25;

export default {
  render({ model, el }) {
    const [lanes, milestones, ticks, answers] = Demo.read(model, "lanes", "milestones", "ticks",
      "answers");
    const tops = {};
    let height = 34;
    for (const [lane, [, depth]] of Object.entries(lanes)) {
      tops[lane] = height;
      height += 38 + ROW * depth;
    }
    const xAt = (m) => LEFT + WIDTH * m.x;
    const strip = svg("svg", { viewBox: `0 0 ${LEFT + WIDTH + RIGHT} ${height}`, role: "group",
      "aria-label": "Dates from 1847 to today" });
    const set = Demo.setter(model);
    const choice = Demo.choice("Year",
      Object.fromEntries(Object.keys(answers).map((year) => [year, year])),
      (answer) => set({ answer }));
    const says = Demo.line();
    const back = html("button", { type: "button", "data-action": "back",
      onclick: () => go(model.get("at") - 1) }, "◀ Earlier");
    const next = html("button", { type: "button", "data-action": "next",
      onclick: () => go(model.get("at") + 1) }, "Later ▶");
    const title = html("strong", {}), what = html("span", {}), work = html("em", {});
    const story = html("div", { class: "history-story", role: "status", "aria-live": "polite" },
      html("p", {}, title), html("p", {}, what), html("p", { class: "history-work" }, work));
    const told = html("div", { class: "history-told" },
      html("div", { class: "demo-row" }, back, next), story, strip);
    const root = Demo.card(el, "history-strip", "Who found backpropagation, and when?",
      html("p", {},
        "Predict: when was its method, derivatives from the end of a computation backwards, "
          + "first published for any computation?"), choice.row, says, told);
    root.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by || model.get("answer") === "") return;
      event.preventDefault();
      go(model.get("at") + by);
    });

    function go(at) {
      set({ at: Math.min(milestones.length - 1, Math.max(0, at)) });
    }
    function mark(m, i) {
      const x = xAt(m), y = tops[m.lane] + 16, text = y + 6 + ROW * (m.row + 1);
      const g = svg("g", { class: "history-mark", "data-index": i, "data-lane": m.lane,
        role: "button", tabindex: -1, "aria-label": `${m.year}, ${m.who}`, onclick: () => go(i) });
      g.append(svg("line", { x1: x, x2: x, y1: y, y2: text - 6 }),
        svg("circle", { cx: x, cy: y, r: 8 }),
        svg("text", { x: x + 5, y: text }, svg("tspan", { class: "history-year" }, String(m.year)),
          svg("tspan", {}, ` ${m.name}`)));
      return g;
    }
    const marks = milestones.map(mark);
    strip.append(
      ...Object.entries(lanes).flatMap(([lane, [name, depth]]) => [
        svg("rect", { class: "history-lane", "data-lane": lane, x: 4, y: tops[lane],
          width: LEFT + WIDTH + RIGHT - 8, height: 32 + ROW * depth, rx: 6 }),
        svg("text", { class: "history-name", x: 14, y: tops[lane] + 22 }, name)
      ]),
      ...ticks.map(([year, x]) =>
        svg("text", { class: "history-tick", x: LEFT + WIDTH * x, y: 22 }, String(year))
      ),
      svg("text", { class: "history-tick", x: LEFT + WIDTH * 0.07, y: 22 }, "…"),
      svg("text", { class: "history-tick", x: LEFT + WIDTH + 22, y: 22 }, "today"),
      ...marks
    );

    function draw() {
      const i = model.get("at"), m = milestones[i], shown = model.get("answer") !== "";
      told.hidden = !shown;
      choice.show(model.get("answer"));
      marks.forEach((g, k) => {
        g.setAttribute("aria-pressed", String(k === i));
        g.setAttribute("tabindex", k === i ? 0 : -1);
      });
      strip.append(marks[i]); // the chosen one on top
      title.textContent = `${m.year} · ${m.who}`;
      what.textContent = m.what;
      work.textContent = m.work;
      back.disabled = i === 0;
      next.disabled = i === milestones.length - 1;
      Object.assign(root.dataset, { at: i, revealed: shown });
    }
    function answered() {
      const year = model.get("answer");
      if (year === "") Demo.say(says, "", "Choose a year; then the strip unrolls.");
      else {
        Demo.say(says, year === "1970" ? "right" : "wrong", answers[year]);
        go(milestones.findIndex((m) => String(m.year) === year));
      }
      draw();
    }
    const leave = Demo.listen(model, { at: draw, answer: answered });
    const at = model.get("at");
    answered();
    go(at);
    return leave;
  }
};
