// Runs at 71 learning rates came with the widget; the slider chooses one of them.
const { html, svg, path, superscript, minus } = Demo;
const CHART = { left: 84, top: 14, width: 360, height: 270 };
const X_RANGE = [-3, 0.5], Y_RANGE = [-6, 6]; // powers of ten

const short = (x) =>
  x === null
    ? "beyond all bounds"
    : x !== 0 && (x < 1e-3 || x >= 1e5)
    ? x.toExponential(1).replace(/e([+-])(\d+)/, (_, sign, n) =>
      "·10" + superscript((sign === "-" ? "-" : "") + n))
    : String(Number(x.toPrecision(3)));
const clamp = (x, [low, high]) => Math.min(high, Math.max(low, x));

export default {
  render({ model, el }) {
    const [rates, sentences, problems] = Demo.read(model, "rates", "says", "problems");
    const visited = {}; // of each problem, the rates that the learner has tried
    const set = Demo.setter(model);
    const choice = Demo.choice("Problem",
      Object.fromEntries(Object.entries(problems).map(([key, p]) => [key, p.name])),
      (key) => set({ problem: key, revealed: false }));
    const slider = html("input", { type: "range", min: 0, max: rates.length - 1, step: 1,
      class: "cliff-rate", "aria-label": "learning rate, logarithmic",
      oninput: () => set({ at: Number(slider.value) }) });
    const readout = html("output", { class: "demo-number cliff-readout" });
    const reveal = html("button", { type: "button", "data-action": "reveal",
      onclick: () => set({ revealed: !model.get("revealed") }) });
    const cliff = svg("svg", { viewBox: "0 0 460 352", role: "img" }),
      view = svg("svg", { viewBox: "0 0 460 352", role: "img" });
    const says = Demo.line();
    const root = Demo.card(el, "learning-rate-cliff", "The learning-rate cliff", choice.row,
      html("p", {}, "Slide the rate; every rate you try leaves a dot. ",
        html("strong", {},
          "How far to the right dare you go? Find the edge before you reveal it.")),
      html("div", { class: "cliff-panels" }, cliff, view),
      html("label", { class: "cliff-slide" }, html("span", {}, "learning rate η"), slider),
      html("div", { class: "demo-row" }, reveal, readout), says);

    // -- the chart of rates ----------------------------------------------------------------
    const { left, top, width, height } = CHART, bottom = top + height;
    const xAt = (rate) =>
      left + width * (Math.log10(rate) - X_RANGE[0]) / (X_RANGE[1] - X_RANGE[0]);
    const yAt = (above) => {
      const p = clamp(above === null ? 99 : Math.log10(Math.max(above, 1e-99)), Y_RANGE);
      return bottom - height * (p - Y_RANGE[0]) / (Y_RANGE[1] - Y_RANGE[0]);
    };
    function axes(xName, yName, xTicks, yTicks) {
      const g = svg("g", { class: "cliff-axes" });
      for (const [x, text] of xTicks)
        g.append(svg("line", { x1: x, x2: x, y1: top, y2: bottom }),
          svg("text", { x, y: bottom + 21, "text-anchor": "middle" }, text));
      for (const [y, text] of yTicks)
        g.append(svg("line", { x1: left, x2: left + width, y1: y, y2: y }),
          svg("text", { x: left - 8, y, "text-anchor": "end", "dominant-baseline": "central" },
            text));
      g.append(svg("text", { x: left + width / 2, y: bottom + 50, "text-anchor": "middle" }, xName),
        svg("text", { x: 18, y: top + height / 2, "text-anchor": "middle",
          transform: `rotate(-90 18 ${top + height / 2})` }, yName));
      return g;
    }
    const power = (n) => n === 0 ? "1" : "10" + superscript(n);
    const lossTicks = [-6, -4, -2, 0, 2, 4, 6].map((n) => [yAt(10 ** n), power(n)]);
    function drawCliff(p, at) {
      const end = (i) => p.above[i].at(-1),
        parts = [
          axes("learning rate η", "loss above the minimum",
            [-3, -2, -1, 0].map((n) => [xAt(10 ** n), power(n)]), lossTicks)
        ];
      parts.push(
        svg("line", { class: "cliff-start", x1: left, x2: left + width, y1: yAt(p.above[0][0]),
          y2: yAt(p.above[0][0]) })
      );
      if (model.get("revealed"))
        parts.push(
          svg("path", { class: "cliff-curve",
            d: path(rates.map((rate, i) => [xAt(rate), yAt(end(i))])) }),
          svg("line", { class: "cliff-limit", x1: xAt(p.limit), x2: xAt(p.limit), y1: top,
            y2: bottom }),
          svg("text", { class: "cliff-limit-name", x: xAt(p.limit) - 8, y: top + 20,
            "text-anchor": "end" }, `2/λ = ${short(p.limit)}`)
        );
      parts.push(
        ...[...visited[model.get("problem")]].map((i) =>
          svg("circle", { class: "cliff-dot", cx: xAt(rates[i]), cy: yAt(end(i)), r: 5 })
        ),
        svg("circle", { class: "cliff-now", cx: xAt(rates[at]), cy: yAt(end(at)), r: 9 })
      );
      cliff.replaceChildren(...parts);
      cliff.setAttribute("aria-label",
        `Loss above the minimum after ${p.steps} steps against the learning rate: `
          + `${short(end(at))} at ${short(rates[at])}.`
          + (model.get("revealed") ? ` The limit 2/λ is ${short(p.limit)}.` : ""));
    }

    // -- the path --------------------------------------------------------------------------
    function drawPath(p, at) {
      const kind = { parabola, ravine, network: overSteps }[model.get("problem")];
      view.replaceChildren(...kind(p, at));
      view.setAttribute("aria-label",
        `The path of ${p.steps} steps at the learning rate ${short(rates[at])}.`);
    }
    function scales(xRange, yRange) {
      return [(x) => left + width * (x - xRange[0]) / (xRange[1] - xRange[0]),
        (y) => bottom - height * (y - yRange[0]) / (yRange[1] - yRange[0])];
    }
    // What leaves the frame is cut off at it.
    const frame = `cliff-frame-${Math.random().toString(36).slice(2)}`, far = [-1e5, 1e5];
    const clip = () =>
      svg("clipPath", { id: frame },
        svg("rect", { x: left - 8, y: top - 8, width: width + 16, height: height + 16 }));
    function walk(steps) {
      const points = steps.map(([x, y]) => [clamp(x, far), clamp(y, far)]);
      return [clip(),
        svg("g", { "clip-path": `url(#${frame})` },
          svg("path", { class: "cliff-walk", d: path(points) }),
          ...points.map(([x, y], k) =>
            svg("circle", { class: k ? "cliff-step" : "cliff-step first", cx: x, cy: y,
              r: k ? 4 : 7 })
          ))];
    }
    const known = (steps) => steps.filter((x) => x[0] !== null);
    function parabola(p, at) {
      const [x, y] = scales([-16, 16], [0, 260]), f = (v) => v * v + p.floor;
      const curve = Array.from({ length: 81 }, (_, i) => -16 + 0.4 * i).map((v) => [x(v), y(f(v))]);
      return [
        axes("x", "f(x)",
          [-15, -10, -5, 0, 5, 10, 15].map((v) => [x(v), minus(v)]),
          [0, 100, 200].map((v) => [y(v), String(v)])),
        svg("path", { class: "cliff-shape", d: path(curve) }),
        ...walk(known(p.paths[at]).map(([v]) => [x(v), y(f(v))]))
      ];
    }
    function ravine(p, at) {
      const [x, y] = scales([-11, 11], [-5, 5]), flat = 1, /* curvature of the gentle direction */
        rings = [1, 5, 15, 35, 69.54];
      const ellipses = rings.map((c) =>
        svg("ellipse", { class: "cliff-shape", cx: x(0), cy: y(0),
          rx: x(Math.sqrt(2 * c / flat)) - x(0), ry: y(0) - y(Math.sqrt(2 * c / p.curvature)) })
      );
      return [
        axes("gentle direction", "steep direction",
          [-10, -5, 0, 5, 10].map((v) => [x(v), minus(v)]),
          [-4, -2, 0, 2, 4].map((v) => [y(v), minus(v)])),
        ...ellipses,
        ...walk(known(p.paths[at]).map(([a, b]) => [x(a), y(b)]))
      ];
    }
    function overSteps(p, at) {
      const [x] = scales([0, p.steps], [0, 1]);
      const ticks = [0, 25, 50, 75, 100].map((k) => [x(k), String(k)]);
      const points = p.above[at].map((above, k) => [x(k), yAt(above)]);
      return [axes("step", "loss", ticks, lossTicks),
        svg("path", { class: "cliff-walk", d: path(points) })];
    }

    function draw() {
      const key = model.get("problem"), p = problems[key], at = model.get("at"),
        verdict = p.verdicts[at];
      (visited[key] ??= new Set()).add(at);
      drawCliff(p, at);
      drawPath(p, at);
      choice.show(key);
      slider.value = at;
      slider.setAttribute("aria-valuetext", `eta ${short(rates[at])}`);
      reveal.textContent = model.get("revealed") ? "Hide the curve" : "Reveal the cliff and 2/λ";
      const end = p.above[at].at(-1);
      const loss = short(end === null ? null : end + p.floor);
      readout.textContent = `η = ${short(rates[at])}   after ${p.steps} steps: ${loss}`;
      const note = !model.get("revealed") ? "" : key === "network"
        ? ` The line is 2/\u2060λ at the start, ${short(p.limit)}: a network's λ changes as it `
          + "learns, so the line is a guide and not a wall."
        : ` The edge is 2/\u2060λ = 2/\u2060${short(p.curvature)} = ${short(p.limit)}, with λ `
          + "the largest curvature.";
      Demo.say(says, { right: "right", lost: "wrong", edge: "wrong" }[verdict] ?? "",
        sentences[verdict] + note);
      Object.assign(root.dataset, { problem: key, at, verdict, revealed: model.get("revealed") });
    }
    draw();
    return Demo.listen(model, { "problem at revealed": draw });
  }
};
