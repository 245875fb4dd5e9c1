// Pick a run from the tables that came with the widget; nothing is computed here.
const { html, svg, bytes, short } = Demo;
const CELL = 17, GAP = 20, TOP = 34;
const BAR = { height: 22, most: 3 }; // it ends at 3 times the mean
const VIEWS = ["training", "evaluation", "gradient"];
const TITLES = { training: "output in training", evaluation: "output in evaluation",
  gradient: "gradient going back (dY = 1)" };

export default {
  render({ model, el }) {
    const [rates, shape, bugs, means, comparisons, mean] = Demo.read(model, "rates", "shape",
      "bugs", "means", "comparisons", "mean");
    const before = bytes(model.get("activations"), Float32Array),
      tables = bytes(model.get("passes"), Float32Array);
    const [rows, columns] = shape, size = rows * columns, names = Object.keys(bugs);
    const width = columns * CELL, brightest = Math.max(...before) * 2;
    let riddle = null, revealed = false; // a bug to be named; whether the means may be seen

    const set = Demo.setter(model);
    const bug = () => riddle ?? model.get("bug");
    const at = () => [names.indexOf(bug()), model.get("p")];
    const table = (view) => {
      const [b, p] = at();
      const start = ((b * rates.length + p) * 3 + view) * size;
      return tables.subarray(start, start + size);
    };

    const bugChoice = Demo.choice("Bug",
      Object.fromEntries(names.map((name) => [name, bugs[name].label])), chooseBug);
    const mystery = html("button", { type: "button", "data-action": "mystery", onclick: hideBug },
      "Which bug is it?");
    bugChoice.row.append(mystery);
    const slider = html("input", { type: "range", min: 0, max: rates.length - 1, step: 1,
      class: "drop-p", "aria-label": "dropout rate p",
      oninput: () => set({ p: Number(slider.value) }) });
    const readout = html("output", { class: "demo-number" });
    const answers = ["smaller", "equal", "larger"].map((word) =>
      html("button", { type: "button", "data-guess": word, onclick: () => guess(word) }, word)
    );
    const says = Demo.line();
    const stage = svg("svg", { viewBox: `0 0 ${3 * width + 2 * GAP + 24} ${TOP + rows * CELL + 72}`,
      role: "img" });
    Demo.card(el, "dropout-microscope", "Dropout microscope",
      html("div", { class: "demo-row" }, html("span", { class: "drop-name" }, "Dropped share p"),
        slider, readout), bugChoice.row, stage,
      html("div", { class: "demo-row", role: "group", "aria-label": "Your prediction" },
        html("span", {}, "Mean in training, compared with evaluation:"), ...answers), says);

    // -- predict, then reveal ---------------------------------------------------------------
    function guess(word) {
      const [b, p] = at(), truth = comparisons[b][p], right = word === truth;
      revealed = true;
      draw();
      Demo.say(says, right ? "right" : "wrong", `${right ? "Right" : "No"}: ${facts()}`);
    }
    function facts() {
      const [b, p] = at(), [training, evaluation, gradient] = means[b][p];
      const what = `the mean is ${short(training)} in training and `
        + `${short(evaluation)} in evaluation (${short(mean)} before `
        + `dropout); a gradient of 1 comes back as ${short(gradient)} on average.`;
      const kept = "A kept activation is multiplied by 1/(1 − p) = "
        + `${short(1 / (1 - rates[p]))}, so the mean stays.`;
      if (riddle !== null) return `${what} Which bug is it?`;
      return `${what} ${bugs[bug()].clue ? `With the bug, ${bugs[bug()].clue}.` : kept}`;
    }
    function hideBug() {
      const others = names.filter((name) => name !== "none" && name !== riddle);
      riddle = others[Math.floor(Math.random() * others.length)];
      revealed = true;
      draw();
      Demo.say(says, "",
        "One of these bugs is in the layer. Move p, compare the three tables and their "
          + "means, then choose the bug.");
    }
    function chooseBug(key) {
      if (riddle === null) {
        if (key === model.get("bug")) return;
        revealed = false;
        return set({ bug: key });
      }
      if (key !== riddle)
        return Demo.say(says, "wrong", key === "none"
          ? "There is one: compare with a layer without a bug."
          : `Not this one. With it, ${bugs[key].clue}.`);
      riddle = null;
      set({ bug: key });
      draw();
      Demo.say(says, "right", `Found: ${bugs[key].label}. The sign of it: ${bugs[key].clue}.`);
    }

    // -- drawing ----------------------------------------------------------------------------
    const arm = CELL - 10;
    const cross = (x, y) => `M${x},${y}l${arm},${arm}m0,${-arm}l${-arm},${arm}`;
    function cells(view, x) {
      const values = table(view),
        most = VIEWS[view] === "gradient" ? 1 / (1 - rates[model.get("p")]) : brightest;
      return Array.from(values, (value, i) => {
        const cx = x + (i % columns) * CELL, cy = TOP + Math.floor(i / columns) * CELL,
          dropped = value === 0 && (VIEWS[view] === "gradient" || before[i] !== 0);
        const strength = value === 0 ? 0 : Math.min(1, 0.12 + 0.88 * value / most);
        return [
          svg("rect", { class: "drop-cell", x: cx, y: cy, width: CELL, height: CELL,
            fill: "none" }),
          svg("rect", { class: "drop-value", x: cx, y: cy, width: CELL, height: CELL,
            "fill-opacity": strength.toFixed(3) }),
          ...(dropped ? [svg("path", { class: "drop-cross", d: cross(cx + 5, cy + 5) })] : [])
        ];
      }).flat();
    }
    // The mean as a share of what it should be; the dashed line stands at 1.
    function bar(view, x) {
      const [b, p] = at(), value = means[b][p][view],
        share = value / (VIEWS[view] === "gradient" ? 1 : mean);
      const y = TOP + rows * CELL + 12, unit = width / BAR.most;
      const text = revealed ? `mean ${short(value)}${share > BAR.most ? " ▶" : ""}` : "mean ?";
      return [svg("rect", { class: "drop-track", x, y, width, height: BAR.height }),
        ...(revealed
          ? [
            svg("rect", { class: "drop-bar", x, y, width: Math.min(width, unit * share),
              height: BAR.height })
          ]
          : []),
        svg("line", { class: "drop-one", x1: x + unit, x2: x + unit, y1: y - 4,
          y2: y + BAR.height + 4 }), svg("text", { x, y: y + BAR.height + 20 }, text),
        svg("text", { x: x + width, y: y + BAR.height + 20, "text-anchor": "end" },
          VIEWS[view] === "gradient" ? "┆ 1" : `┆ ${short(mean)} before`)];
    }
    function draw() {
      stage.replaceChildren(
        ...VIEWS.map((name, view) => {
          const x = 22 + view * (width + GAP);
          return svg("g", { class: `drop-${name}` },
            svg("text", { class: "drop-title", x, y: 22 }, TITLES[name]), ...cells(view, x),
            ...bar(view, x));
        }),
        svg("text", { x: 14, y: TOP + rows * CELL / 2, "text-anchor": "middle",
          transform: `rotate(-90 14 ${TOP + rows * CELL / 2})` }, `${rows} digits`)
      );
      const [b, p] = at();
      slider.value = p;
      readout.textContent = `p = ${rates[p].toFixed(1)}`;
      slider.setAttribute("aria-valuetext", readout.textContent);
      bugChoice.show(riddle === null ? model.get("bug") : null);
      answers.forEach((button) => {
        button.disabled = revealed;
      });
      const holes = VIEWS.map((name, view) =>
        `${TITLES[name]}: ${Array.from(table(view)).filter((v) => v === 0).length} of ${size} are 0`
        + (revealed ? `, mean ${short(means[b][p][view])}` : "")
      );
      stage.setAttribute("aria-label",
        `${rows} digits by ${columns} units at ${readout.textContent}. ${holes.join("; ")}`);
      const root = says.closest(".demo");
      root.dataset.riddle = String(riddle !== null);
      root.dataset.revealed = String(revealed);
    }
    function changed() {
      draw();
      Demo.say(says, "",
        revealed
          ? facts().replace(/^t/, "T")
          : `${columns} units of a trained layer, ${rows} digits; × is dropped. Predict the mean `
            + "over many masks first.");
    }
    changed();
    return Demo.listen(model, { "p bug": changed });
  }
};
