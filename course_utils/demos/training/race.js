// Draw the paths the engine has run; nothing is computed here but where a point lies on the page.
const { html, svg, bytes, short } = Demo;
const MAP = { left: 44, top: 12, width: 560, height: 300 };
const CHART = { left: 690, top: 12, width: 256, height: 300, low: -6, high: 2 };   // powers of ten
const STEPS_A_SECOND = 20, LETTERS = { sgd: "S", momentum: "M", nesterov: "N", rmsprop: "R", adam: "A", bug: "✗" };
let instances = 0;

export default {
  render({ model, el }) {
    const [surfaces, racers, bugs, rates, steps, best] = ["surfaces", "racers", "bugs", "rates", "steps", "best"].map((name) => model.get(name));
    const paths = bytes(model.get("paths"), Float32Array), losses = bytes(model.get("losses"), Float32Array);
    const surfaceNames = Object.keys(surfaces), racerNames = Object.keys(racers), drivers = [...racerNames, ...Object.keys(bugs)];
    const clip = `race-window-${instances++}`;
    let riddle = null, frame = null;      // a bug to be named; the animation, while it runs

    const set = (values) => { for (const [name, value] of Object.entries(values)) model.set(name, value); model.save_changes(); };
    const bug = () => riddle ?? model.get("bug");
    const surface = () => surfaces[model.get("surface")];

    // -- the numbers ------------------------------------------------------------------------
    // A bug drives at the rate of the optimizer it is in, so that only the bug makes a difference.
    function rateOf(key) {
      const chosen = model.get("rate"), name = bugs[key]?.on ?? key;
      return chosen >= 0 ? chosen : best[surfaceNames.indexOf(model.get("surface"))][drivers.indexOf(name)];
    }
    const row = (key) => ((surfaceNames.indexOf(model.get("surface")) * drivers.length + drivers.indexOf(key)) * rates.length + rateOf(key)) * (steps + 1);
    const lossAt = (key, step) => losses[row(key) + step];
    const pointAt = (key, step) => [paths[2 * (row(key) + step)], paths[2 * (row(key) + step) + 1]];
    const shown = () => bug() === "none" ? racerNames : [bugs[bug()].on, bug()];
    const ranked = () => [...racerNames].sort((a, b) => lossAt(a, steps) - lossAt(b, steps));
    const say = (x) => Number.isFinite(x) ? short(x) : "far outside";

    // -- where things lie -------------------------------------------------------------------
    const far = (v) => Math.max(-9999, Math.min(9999, v));
    function place([x, y]) {
      const [left, right, bottom, top] = surface().window;
      return [far(MAP.left + MAP.width * (x - left) / (right - left)), far(MAP.top + MAP.height * (top - y) / (top - bottom))];
    }
    const chartX = (step) => CHART.left + CHART.width * step / steps;
    const chartY = (loss) => CHART.top + CHART.height * (CHART.high - Math.min(CHART.high, Math.max(CHART.low, Math.log10(loss)))) / (CHART.high - CHART.low);
    const trace = (points) => points.filter(([x, y]) => !Number.isNaN(x + y)).map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`).join("");
    const upTo = (step, at) => Array.from({ length: step + 1 }, (_, i) => at(i));

    // -- the controls -----------------------------------------------------------------------
    const afresh = (values) => { stop(); set({ ...values, step: 0, guess: "" }); };
    const surfaceChoice = Demo.choice("Surface", Object.fromEntries(surfaceNames.map((s) => [s, surfaces[s].label])), (key) => afresh({ surface: key }));
    const bugChoice = Demo.choice("Bug", { none: "no bug", ...Object.fromEntries(Object.entries(bugs).map(([key, b]) => [key, b.label])) }, chooseBug);
    const mystery = html("button", { type: "button", "data-action": "mystery", onclick: hideBug }, "Which bug is it?");
    bugChoice.row.append(mystery);
    const rateSlider = html("input", { type: "range", min: -1, max: rates.length - 1, step: 1, class: "race-rate-slider", "aria-label": "learning rate", oninput: () => afresh({ rate: Number(rateSlider.value) }) });
    const rateText = html("output", { class: "race-rate demo-number" });
    const stepSlider = html("input", { type: "range", min: 0, max: steps, step: 1, class: "race-step", "aria-label": "step", oninput: () => { stop(); set({ step: Number(stepSlider.value) }); } });
    const stepText = html("output", { class: "demo-number" });
    const start = html("button", { type: "button", "data-action": "race", onclick: race }, "Race ▶");
    const guesses = racerNames.map((key) => html("button", { type: "button", class: "race-guess", "data-key": key, onclick: () => guess(key) },
      svg("svg", { width: 34, height: 12, "aria-hidden": "true" }, svg("path", { class: "race-line", "data-racer": key, d: "M0,6H34" })), html("span", {}, racers[key])));
    const ask = html("p", { class: "race-ask" });
    const says = Demo.line();

    const regions = svg("g", {}), lines = svg("g", {}), curves = svg("g", {}), heads = svg("g", {});
    const window_ = svg("g", { "clip-path": `url(#${clip})` }, regions, lines);
    const stage = svg("svg", { viewBox: "-8 0 976 366", role: "img" },
      svg("clipPath", { id: clip }, svg("rect", { x: MAP.left, y: MAP.top, width: MAP.width, height: MAP.height })),
      window_, svg("rect", { class: "race-frame", x: MAP.left, y: MAP.top, width: MAP.width, height: MAP.height }), heads, chartAxes(), curves);
    Demo.card(el, "optimizer-race", "Optimizer race",
      html("div", { class: "demo-row" }, html("span", { class: "race-name" }, "Surface"), surfaceChoice.row),
      html("div", { class: "demo-row" }, html("span", { class: "race-name" }, "Learning rate"), rateSlider, rateText),
      bugChoice.row,
      ask, html("div", { class: "demo-row", role: "group", "aria-label": "Who wins" }, ...guesses),
      stage, html("div", { class: "demo-row" }, start, stepSlider, stepText), says);

    function chooseBug(key) {
      if (riddle === null) return afresh({ bug: key });
      if (key !== riddle) return Demo.say(says, "wrong", key === "none" ? "There is one: the dotted path is not the right one." : `Not this one. With it, ${bugs[key].clue}.`);
      riddle = null;
      stop();
      set({ bug: key, step: steps });
      draw();
      Demo.say(says, "right", `Found: ${bugs[key].label}. The sign of it: ${bugs[key].clue}.`);
    }
    function hideBug() {
      const others = Object.keys(bugs).filter((key) => key !== bug());
      riddle = others[Math.floor(Math.random() * others.length)];
      afresh({});
      draw();
      race();
    }
    function guess(key) {
      if (bug() !== "none") return;
      if (model.get("step") > 0) afresh({});
      set({ guess: key });
      Demo.say(says, "", `You say ${racers[key]}. Now let them race.`);
    }

    // -- the race ---------------------------------------------------------------------------
    function stop() {
      if (frame !== null) cancelAnimationFrame(frame);
      frame = null;
      start.textContent = "Race ▶";
    }
    function race() {
      if (frame !== null) return stop();
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set({ step: steps });
      const from = model.get("step") < steps ? model.get("step") : 0;
      let began = null;
      const next = (now) => {
        began ??= now;
        const step = Math.min(steps, from + Math.floor((now - began) / 1000 * STEPS_A_SECOND));
        if (step === steps) stop(); else frame = requestAnimationFrame(next);
        if (step !== model.get("step")) set({ step });
      };
      start.textContent = "Pause";
      frame = requestAnimationFrame(next);
    }

    // -- drawing ----------------------------------------------------------------------------
    function chartAxes() {
      const g = svg("g", {}), { left, top, width, height } = CHART;
      for (let p = CHART.low; p <= CHART.high; p += 2) {
        const y = chartY(10 ** p);
        g.append(svg("line", { class: "race-grid", x1: left, x2: left + width, y1: y, y2: y }),
          svg("text", { x: left - 8, y, "text-anchor": "end", "dominant-baseline": "central" }, p === 0 ? "1" : "10" + Demo.superscript(p)));
      }
      for (const step of [0, steps / 2, steps]) g.append(svg("text", { x: chartX(step), y: top + height + 20, "text-anchor": "middle" }, step));
      g.append(svg("rect", { class: "race-frame", x: left, y: top, width, height }),
        svg("text", { x: left + width / 2, y: top + height + 44, "text-anchor": "middle" }, "steps (one gradient each)"),
        svg("text", { x: left - 58, y: top + height / 2, "text-anchor": "middle", transform: `rotate(-90 ${left - 58} ${top + height / 2})` }, "loss"));
      return g;
    }
    function ground() {
      const { window: [left, right, bottom, top], regions: outlines } = surface();
      const sx = MAP.width / (right - left), sy = MAP.height / (top - bottom);
      regions.setAttribute("transform", `matrix(${sx} 0 0 ${-sy} ${MAP.left - left * sx} ${MAP.top + top * sy})`);
      regions.replaceChildren(...outlines.map((d) => svg("path", { class: "race-region race-map", d, "fill-rule": "evenodd" })));
      const tick = (value, at) => svg("text", at, String(value).replace("-", "−"));
      const [x0, y0] = place([0, 0]);
      const goals = model.get("surface") === "saddle" ? [place([0, 1]), place([0, -1])] : [[x0, y0]];
      const [sx0, sy0] = place(surface().start);
      heads.replaceChildren(
        ...goals.map(([x, y]) => svg("path", { class: "race-goal", d: `M${x - 7},${y}h14M${x},${y - 7}v14` })),
        svg("circle", { class: "race-start", cx: sx0, cy: sy0, r: 5 }),
        tick(left, { x: MAP.left, y: MAP.top + MAP.height + 20, "text-anchor": "start" }), tick(right, { x: MAP.left + MAP.width, y: MAP.top + MAP.height + 20, "text-anchor": "end" }),
        tick(bottom, { x: MAP.left - 6, y: MAP.top + MAP.height - 2, "text-anchor": "end" }), tick(top, { x: MAP.left - 6, y: MAP.top + 14, "text-anchor": "end" }),
        svg("text", { x: MAP.left + MAP.width / 2, y: MAP.top + MAP.height + 44, "text-anchor": "middle" }, `weight x   (f = ${surface().formula}; ○ start, + lowest)`),
        svg("text", { x: 16, y: MAP.top + MAP.height / 2, "text-anchor": "middle", transform: `rotate(-90 16 ${MAP.top + MAP.height / 2})` }, "weight y"));
    }
    function head(key, kind, step) {
      let last = step;
      while (Number.isNaN(pointAt(key, last)[0])) last--;
      const [x, y] = place(pointAt(key, last));
      const inside = x > MAP.left && x < MAP.left + MAP.width && y > MAP.top && y < MAP.top + MAP.height;
      return svg("g", { class: "race-head", "data-racer": kind, "data-inside": String(inside), transform: `translate(${x} ${y})` },
        svg("circle", { r: 11 }), svg("text", {}, LETTERS[kind]));
    }
    function draw() {
      const step = model.get("step"), now = shown(), kinds = now.map((key) => key in bugs ? "bug" : key);
      lines.replaceChildren(
        ...now.map((key, i) => svg("path", { class: "race-line", "data-racer": kinds[i], d: trace(upTo(step, (s) => place(pointAt(key, s)))) })),
        ...(step === 0 ? [] : now.map((key, i) => head(key, kinds[i], step))));
      curves.replaceChildren(...now.map((key, i) => svg("path", { class: "race-line", "data-racer": kinds[i], d: trace(upTo(step, (s) => [chartX(s), chartY(lossAt(key, s))])) })));
      stepSlider.value = step;
      stepText.textContent = `step ${step} of ${steps}`;
      stepSlider.setAttribute("aria-valuetext", stepText.textContent);
      rateSlider.value = model.get("rate");
      rateText.textContent = model.get("rate") < 0 ? "each its own best" : `η = ${rates[model.get("rate")]} for all`;
      rateSlider.setAttribute("aria-valuetext", rateText.textContent);
      surfaceChoice.show(model.get("surface"));
      bugChoice.show(riddle === null ? model.get("bug") : null);
      stage.setAttribute("aria-label", `${surface().label}, step ${step}. ` + now.map((key) => `${nameOf(key)}: loss ${say(lossAt(key, step))}`).join("; "));
      const root = says.closest(".demo");
      root.dataset.riddle = String(riddle !== null);
      root.dataset.step = step;
      chosen(step);
      speak(step);
    }
    const nameOf = (key) => key in bugs ? riddle === null ? `${racers[bugs[key].on]} with the bug` : "the wrong one" : racers[key];
    function chosen(step) {
      const alone = bug() !== "none", winner = step === steps && !alone ? ranked()[0] : null;
      ask.textContent = alone ? `${racers[bugs[bug()].on]} at η = ${rates[rateOf(bug())]}, right (drawn as below) and wrong (dotted, ✗):` : `Who is lowest after ${steps} steps? Say it first. (μ = ρ = 0.9; Adam: 0.9 and 0.999)`;
      guesses.forEach((button) => {
        const key = button.dataset.key;
        button.setAttribute("aria-pressed", String(model.get("guess") === key));
        button.dataset.winner = String(key === winner);
        button.disabled = alone;
        button.style.opacity = alone && key === bugs[bug()].on ? 1 : "";
        button.title = `η = ${rates[rateOf(key)]}`;
      });
    }
    function speak(step) {
      if (step === 0 && model.get("guess")) return;
      if (riddle !== null) return Demo.say(says, "", step < steps ? "Which bug draws the dotted path? Choose it above." : "Which bug drew the dotted path? Choose it above.");
      if (bug() !== "none") {
        const end = step === steps ? ` After ${steps} steps: ${say(lossAt(bugs[bug()].on, steps))} right, ${say(lossAt(bug(), steps))} wrong.` : "";
        return Demo.say(says, "", step === 0 ? "Predict what the bug does to the path, then race." : `With the bug, ${bugs[bug()].clue}.${end}`);
      }
      if (step < steps) return Demo.say(says, "", step === 0 ? "All start at ○ and take equally many steps." : racerNames.map((key) => `${racers[key]}: ${say(lossAt(key, step))}`).join(" · "));
      verdict();
    }
    function verdict() {
      const order = ranked(), guessed = model.get("guess"), right = guessed === order[0];
      const opening = guessed ? right ? "Right. " : `You said ${racers[guessed]}. ` : "";
      const list = order.map((key) => `${racers[key]} ${say(lossAt(key, steps))} (η ${rates[rateOf(key)]})`).join(", ");
      Demo.say(says, guessed ? right ? "right" : "wrong" : "", `${opening}Lowest first: ${list}. ${surface().lesson}`);
    }
    const both = () => { ground(); draw(); };
    const redraw = "change:step change:guess change:bug change:rate";
    model.on("change:surface", both);
    model.on(redraw, draw);
    both();
    return () => { stop(); model.off("change:surface", both); model.off(redraw, draw); };
  },
};
