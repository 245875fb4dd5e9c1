// Both losses and their slopes are computed here, for every score.
const { html, svg, path, fixed } = Demo;
const CHART = { left: 72, top: 34, width: 372, height: 256 }, VIEW = "0 0 460 360";

// Written so that nothing overflows, and nothing is lost where sigma is nearly 1.
const sigmoid = (z) => Math.exp(Math.min(z, 0)) / (1 + Math.exp(-Math.abs(z)));
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
const LOSSES = {
  saturating: { value: (s) => -softplus(s), slope: (s) => -sigmoid(s) },
  non_saturating: { value: (s) => softplus(-s), slope: (s) => -sigmoid(-s) }
};
const KEYS = Object.keys(LOSSES);

export default {
  render({ model, el }) {
    const [labels, start, rate, limit] = Demo.read(model, "labels", "start", "rate", "limit");
    const { left, top, width, height } = CHART, bottom = top + height;
    const xAt = (s) => left + width * (s + limit) / (2 * limit);
    const named = (key) => labels[key].replaceAll(" ", "\u00a0"); // not to be broken in two
    const set = Demo.setter(model);
    const guessed = () => model.get("guess") !== "";
    const options = { ...labels, both: "both", neither: "neither" };
    const answers = Object.entries(options).map(([key, text]) =>
      html("button", { type: "button", "data-guess": key, onclick: () => set({ guess: key }) },
        text)
    );
    const slider = html("input", { type: "range", min: -limit, max: limit, step: 0.1,
      class: "sat-slider", "aria-label": "score s of the forgery",
      oninput: () => set({ steps: 0, s: Number(slider.value) }) });
    const readout = html("output", { class: "demo-number sat-readout" });
    const action = (name, text, act) =>
      html("button", { type: "button", "data-action": name, onclick: act }, text);
    const more = [1, 10, 100].map((n) =>
      action(`step-${n}`, n === 1 ? "1 step" : `${n} steps`, () =>
        set({ steps: model.get("steps") + n }))
    );
    const again = action("again", "Start again", () => set({ steps: 0, s: start }));
    const until = action("until", "How many until s = 0?", count);
    const says = Demo.line();
    const [valueChart, slopeChart] = [{ name: "value", title: "loss", low: -8, high: 8, tick: 4,
      digits: 0 }, { name: "slope", title: "slope of the loss", low: -1, high: 0, tick: 0.25,
      digits: 2 }].map(chart);
    const cells = Object.fromEntries(
      KEYS.map((key) => [key, ["s", "value", "slope"].map((name) =>
        html("td", { class: "demo-number", "data-number": name })
      )])
    );
    const root = Demo.card(el, "saturation", "Two losses for a forger",
      html("p", {},
        `Early on every forgery is bad: the discriminator gives it s = ${fixed(start, 0)}, `
          + `so σ(s) = ${sigmoid(start).toFixed(4)}. `,
        html("strong", {}, "Which loss still teaches the generator?")),
      html("div", { class: "demo-row", role: "group", "aria-label": "Your prediction" },
        ...answers), html("div", { class: "sat-panels" }, valueChart.view, slopeChart.view),
      html("label", { class: "sat-slide" }, html("span", {}, "score s"), slider, readout), table(),
      says,
      html("div", { class: "demo-row", role: "group",
        "aria-label": "Gradient descent on the score" },
        html("span", { class: "sat-name" }, `s ← s − ${rate} · slope`), ...more, until, again));

    // -- numbers ----------------------------------------------------------------------------
    function table() {
      const head = html("tr", {},
        ...["loss", "s", "loss at s", "slope"].map((text) => html("th", { scope: "col" }, text)));
      const rows = KEYS.map((key) =>
        html("tr", { "data-loss": key },
          html("th", { scope: "row" }, html("span", { class: `sat-swatch ${key}` }), labels[key]),
          ...cells[key])
      );
      return html("div", { class: "sat-numbers" },
        html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows)));
    }
    const next = (key, s) => s - rate * LOSSES[key].slope(s);
    function walked(key) {
      let s = model.get("s");
      for (let k = 0; k < model.get("steps"); k++) s = next(key, s);
      return s;
    }
    function stepsToPass(key) {
      let k = 0;
      for (let s = model.get("s"); s < 0; s = next(key, s)) k++;
      return k;
    }
    function count() {
      const [slow, fast] = KEYS.map(stepsToPass);
      Demo.say(says, "",
        `From s = ${fixed(model.get("s"), 1)} to 0: ${fast} steps with `
          + `${named("non_saturating")}, ${slow} with ${named("saturating")}. (A step here moves `
          + "the score itself. In the game it moves the generator’s weights, and this slope is a "
          + "factor of their gradient.)");
      Object.assign(root.dataset, { saturating: slow, nonSaturating: fast });
    }
    function facts() {
      const s = model.get("s"), steps = model.get("steps");
      if (steps)
        return `After ${steps} step${steps === 1 ? "" : "s"} from s = ${fixed(s, 1)}: `
          + `${KEYS.map((key) => `${fixed(walked(key), 2)} with ${named(key)}`).join(", ")}.`;
      const times = Math.exp(Math.abs(s)),
        many = times < 10 ? times.toFixed(1) : Math.round(times).toLocaleString("en-US");
      if (s < -2)
        return `The discriminator sees through the forgery. ${named("non_saturating")} is e⁻ˢ = `
          + `${many} times as steep as ${named("saturating")}, which is level just where there `
          + "is most to learn.";
      if (s <= 2)
        return "The discriminator is not sure. Here both losses "
          + "teach; their two slopes always add up to −1.";
      return `The forgery passes as real. ${named("non_saturating")} has little left to teach; `
        + `${named("saturating")} is eˢ = ${many} times as steep, where no lesson is needed.`;
    }
    function verdict() {
      const key = model.get("guess"), right = key === "non_saturating";
      const [flat, steep] = KEYS.map((loss) => fixed(LOSSES[loss].slope(start), 4));
      return [right ? "right" : "wrong",
        `${right ? "Right" : "No"}: at s = ${fixed(start, 0)} the slope of `
        + `${named("non_saturating")} is ${steep}, that of ${named("saturating")} is ${flat}. `
        + "Both want the score to rise; but a step is the slope times η, and one slope is "
        + "nearly 0. Slide s, then take steps."];
    }

    // -- drawing ----------------------------------------------------------------------------
    function chart({ name, title, low, high, tick, digits }) {
      const yAt = (y) => bottom - height * (y - low) / (high - low),
        g = svg("g", { class: "sat-axes" });
      for (let s = -limit; s <= limit; s += 4)
        g.append(svg("line", { x1: xAt(s), x2: xAt(s), y1: top, y2: bottom }),
          svg("text", { x: xAt(s), y: bottom + 23, "text-anchor": "middle" }, fixed(s, 0)));
      for (let y = low; y <= high; y += tick)
        g.append(svg("line", { x1: left, x2: left + width, y1: yAt(y), y2: yAt(y) }),
          svg("text", { x: left - 8, y: yAt(y), "text-anchor": "end",
            "dominant-baseline": "central" }, fixed(y, digits)));
      g.append(
        svg("text", { x: left + width / 2, y: bottom + 52, "text-anchor": "middle" },
          "score s of the forgery"),
        svg("text", { class: "sat-title", x: left + width / 2, y: top - 14,
          "text-anchor": "middle" }, title)
      );
      const moving = svg("g", {}), at = (key, s) => [xAt(s), yAt(LOSSES[key][name](s))];
      const grid = Array.from({ length: 161 }, (_, i) => -limit + limit * i / 80);
      const curves = svg("g", {},
        ...KEYS.map((key) =>
          svg("path", { class: `sat-curve ${key}`, d: path(grid.map((s) => at(key, s))) })
        ));
      const view = svg("svg", { viewBox: VIEW, role: "img", "data-chart": name, onpointerdown: grab,
        onpointermove: slide }, g, curves, moving);
      return { view, curves, moving, at, g };
    }
    // Dragging in a chart is as good as the slider.
    function slide(event) {
      const view = event.currentTarget;
      if (!view.hasPointerCapture(event.pointerId)) return;
      const { x } = new DOMPoint(event.clientX, event.clientY).matrixTransform(
        view.getScreenCTM().inverse()
      );
      const s =
        Math.round(10 * Math.min(limit, Math.max(-limit, (x - left) * 2 * limit / width - limit)))
        / 10;
      set({ steps: 0, s });
    }
    function grab(event) {
      event.currentTarget.setPointerCapture(event.pointerId);
      event.preventDefault();
      slide(event);
    }
    function marks({ at, moving }) {
      const s = model.get("s");
      moving.replaceChildren(
        svg("line", { class: "sat-now", x1: xAt(s), x2: xAt(s), y1: top, y2: bottom }),
        ...KEYS.filter((key) => walked(key) <= limit).map((key) => {
          const [cx, cy] = at(key, walked(key));
          return svg("circle", { class: `sat-point ${key}`, cx, cy, r: 9 });
        })
      );
    }
    function drawSlopes() {
      slopeChart.curves.style.display = guessed() ? "" : "none";
      if (guessed()) return marks(slopeChart);
      slopeChart.moving.replaceChildren(
        svg("text", { class: "sat-hidden", x: left + width / 2, y: top + height / 2 + 24,
          "text-anchor": "middle" }, "?")
      );
    }
    function numbers() {
      for (const key of KEYS) {
        const s = walked(key), values = [s, LOSSES[key].value(s), LOSSES[key].slope(s)];
        cells[key].forEach((cell, i) => {
          const hidden = i === 2 && !guessed();
          cell.textContent = hidden ? "?" : fixed(values[i], i === 0 ? 2 : 4);
          cell.dataset.value = hidden ? "" : values[i];
        });
      }
    }
    const inWords = (key, name) =>
      `${labels[key]} ${fixed(LOSSES[key][name](walked(key)), 4)} at s = ${fixed(walked(key), 2)}`;
    function draw() {
      const s = model.get("s"), off = !guessed();
      marks(valueChart);
      drawSlopes();
      numbers();
      slider.value = s;
      readout.textContent = `s = ${fixed(s, 1)}   σ(s) = ${sigmoid(s).toFixed(4)}`;
      slider.setAttribute("aria-valuetext", readout.textContent);
      answers.forEach((button) => {
        button.disabled = guessed();
        button.setAttribute("aria-pressed", String(button.dataset.guess === model.get("guess")));
      });
      more.forEach((button) => {
        button.disabled = off;
      });
      until.disabled = off || s >= 0;
      again.disabled = off;
      for (const [{ view }, name] of [[valueChart, "value"], [slopeChart, "slope"]]) {
        const known = name === "value" || guessed();
        view.setAttribute("aria-label",
          `${name === "value" ? "Losses" : "Slopes"} against the score: `
            + (known
              ? KEYS.map((key) => inWords(key, name)).join(", ")
              : "hidden until you predict"));
      }
      Object.assign(root.dataset, { s, steps: model.get("steps"), revealed: guessed() });
    }
    function changed() {
      draw();
      Demo.say(says, "",
        guessed()
          ? facts()
          : "Look at the curves on the left and choose. The slopes on the right appear then.");
    }
    function answered() {
      draw();
      if (guessed()) Demo.say(says, ...verdict());
    }
    changed();
    return Demo.listen(model, { "s steps": changed, guess: answered });
  }
};
