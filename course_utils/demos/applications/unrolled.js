// Pick a run from the tables that came with the widget and draw its gradients, last step rightmost.
const { html, svg, superscript, short } = Demo;
const FRAME = { left: 84, top: 62, width: 820, height: 270, low: -12, high: 6 }; // powers of ten
// A step is blank at 10⁻⁶ of the last step's gradient.
const STRIP = { top: 16, height: 30, faintest: 6 };
const SMALL = 0.01;
const percent = (share) =>
  `${share >= 0.095 ? Math.min(100, Math.round(100 * share)) : short(100 * share)} %`;
// How many steps back a share is first below 1 %; null: never.
function firstSmall(shares) {
  const k = shares.findIndex((share) => share < SMALL);
  return k < 0 ? null : k;
}
const bottom = FRAME.top + FRAME.height, right = FRAME.left + FRAME.width;
const yAt = (p) => FRAME.top + FRAME.height * (FRAME.high - p) / (FRAME.high - FRAME.low);

export default {
  render({ model, el }) {
    const [radii, inputs, runs] = Demo.read(model, "radii", "inputs", "runs"),
      steps = runs[Object.keys(inputs)[0]][0].gradient.length;
    const run = () => runs[model.get("input")][model.get("at")];
    const radius = () => radii[model.get("at")], reach = () => model.get("reach");
    let revealed = !model.get("predict"), ghost = null, shown = null, marked = null, score = [0, 0];

    // What the gradient would be if only ρ counted; where it is cut off it is 0.
    const powers = () => run().gradient.map((_, back) => radius() ** back);
    const byRadius = () => firstSmall(powers());
    const answer = () => firstSmall(run().gradient.map((v, back) => back < reach() ? v : 0));

    // -- controls ---------------------------------------------------------------------------
    const set = Demo.setter(model);
    const slide = (name, text, attributes) => {
      const slider = html("input", { type: "range", step: 1, class: `unrolled-${name}`,
        "aria-label": text, oninput: () => set({ [name]: Number(slider.value) }), ...attributes });
      const value = html("output", { class: "demo-number" });
      return { slider, value,
        line: html("label", { class: "unrolled-slide" }, html("span", {}, text), slider, value) };
    };
    const radiusSlide = slide("at", "spectral radius ρ", { min: 0, max: radii.length - 1 });
    const reachSlide = slide("reach", "truncate after τ", { min: 1, max: steps });
    const choice = Demo.choice("Input", inputs, (input) => set({ input }));
    const guess = html("input", { type: "text", inputmode: "numeric", size: 5,
      class: "unrolled-guess demo-number", autocomplete: "off" });
    const check = html("button", { type: "submit", "data-action": "check" }, "Check");
    const never = html("button", { type: "button", "data-action": "never",
      onclick: () => judge(null) }, `never in ${steps} steps`);
    const predict = html("button", { type: "button", "data-toggle": "predict",
      onclick: () => set({ predict: !model.get("predict") }) }, "predict first");
    const says = Demo.line(), moving = svg("g", {});
    const stage = svg("svg", { viewBox: "0 0 920 398", role: "img" }, scale(), moving);
    const root = Demo.card(el, "unrolled-time", "Unrolled time: what reaches the earlier steps",
      html("div", { class: "demo-row" }, html("span", { class: "unrolled-name" }, "Input"),
        choice.row, predict), radiusSlide.line, reachSlide.line, stage,
      html("form", { class: "demo-row", onsubmit: typed },
        html("label", { class: "demo-row" },
          html("span", {}, "Below 1 % after how many steps back?"), guess), check, never), says);

    // -- predict, then reveal ---------------------------------------------------------------
    function typed(event) {
      event.preventDefault();
      const number = Demo.calculate(guess.value);
      if (!(number >= 1 && number < steps))
        return Demo.say(says, "wrong",
          `Type a number of steps from 1 to ${steps - 1}, or press “never in ${steps} steps”.`);
      judge(Math.round(number));
    }
    function judge(number) {
      if (revealed) return;
      const truth = answer(),
        near = truth !== null && number !== null
          && Math.abs(number - truth) <= Math.max(1, 0.1 * truth);
      const right = number === truth || near;
      [score, marked, revealed] = [[score[0] + right, score[1] + 1], number, true];
      draw();
      Demo.say(says, right ? "right" : "wrong",
        `${number === truth ? "Right" : near ? "Close" : "No"}: ${facts()} (${score[0]} of `
          + `${score[1]} so far.)`);
    }
    function facts() {
      const truth = answer(), alone = byRadius(), end = run().gradient.at(-1),
        cut = truth === reach();
      if (cut)
        return `nothing is left after ${truth} `
          + `step${truth === 1 ? "" : "s"}, where it is cut off. ${kept()}`;
      const measured = truth === null
        ? `never below 1 %: after ${steps - 1} steps `
          + `${end > 1 ? `it is ${short(end)} times as large` : `${percent(end)} is left`}.`
        : `below 1 % after ${truth} steps.`;
      return `${measured} ${compare(truth, alone)} `
        + `${reach() < steps ? kept() : "Now truncate: what does the gradient of U lose?"}`;
    }
    // What the slopes of tanh add to what ρ does alone.
    function compare(truth, alone) {
      if (alone === null && truth === null)
        return radius() > 1
          ? `ρ alone (dotted) would make it ${short(radius() ** (steps - 1))} times as large: `
            + "the slopes of tanh, 1 or less, hold it back."
          : "ρ is so near 1 that 50 steps are too few.";
      if (alone === null)
        return "ρ alone (dotted) would "
          + `${radius() > 1 ? "let it grow" : `not get there in ${steps}`}; the slopes of tanh `
          + "are factors too, and where the units are far from 0 they are small.";
      return alone === truth
        ? "So says ρ alone (dotted): near 0 the slope of tanh is 1."
        : `ρ alone (dotted) would need ${alone}: the slopes of tanh, 1 or less, are factors too.`;
    }
    function kept() {
      const { length, cosine } = run(), tau = reach();
      const angle = Math.acos(Math.min(1, cosine[tau - 1])) * 180 / Math.PI;
      const cost = angle < 10
        ? "cheap, the steps before had next to nothing to say"
        : `${angle < 45 ? "some" : "most"} of what the steps before would have taught is lost`;
      return `Truncated after ${tau}, dU has ${percent(length[tau - 1])} of its whole length and `
        + `points ${angle < 0.95 ? "less than 1" : Math.round(angle)}° away from it: ${cost}.`;
    }
    function changed() {
      const key = `${model.get("input")} ${model.get("at")}`;
      if (shown !== null && shown.key !== key)
        [ghost, revealed, marked] = [revealed ? shown.gradient : ghost, !model.get("predict"),
          null];
      shown = { key, gradient: run().gradient };
      cutElsewhere();
    }
    function mode() {
      revealed = !model.get("predict");
      cutElsewhere();
    }
    function cutElsewhere() {
      draw();
      tell();
    }
    function tell() {
      Demo.say(says, "",
        revealed
          ? facts().replace(/^[a-z]/, (c) => c.toUpperCase())
          : "The loss sits at the last step. Each step back multiplies by Uᵀ, which stretches by "
            + "ρ, and by the slopes of tanh. Predict: when is less than 1 % left?");
    }

    // -- drawing ----------------------------------------------------------------------------
    const xAt = (back) => right - FRAME.width * (back + 0.5) / steps;
    const level = (share) => share > 0 ? Math.log10(share) : -Infinity;
    const clamp = (p) => Math.max(FRAME.low, Math.min(FRAME.high, p));
    const path = (shares) =>
      Demo.path(shares.map((share, k) => [xAt(k), yAt(clamp(level(share)))]));
    function scale() {
      const { left, top, width, height } = FRAME, g = svg("g", {});
      for (let p = FRAME.low; p <= FRAME.high; p += 3) {
        g.append(
          svg("line", { class: "unrolled-grid", x1: left, x2: right, y1: yAt(p), y2: yAt(p) }),
          svg("text", { x: left - 8, y: yAt(p), "text-anchor": "end",
            "dominant-baseline": "central" }, p === 0 ? "1" : "10" + superscript(p))
        );
      }
      for (let k = 0; k < steps; k += 10)
        g.append(
          svg("text", { x: left + width - width * (k + 0.5) / steps, y: top + height + 21,
            "text-anchor": "middle" }, k)
        );
      g.append(svg("rect", { class: "unrolled-frame", x: left, y: top, width, height }),
        svg("text", { x: left + width / 2, y: top + height + 50, "text-anchor": "middle" },
          "◀ steps back from the last: the gradient flows this way"),
        svg("text", { x: left - 8, y: STRIP.top + STRIP.height / 2, "text-anchor": "end",
          "dominant-baseline": "central" }, "states"),
        svg("text", { x: 18, y: top + height / 2, "text-anchor": "middle",
          transform: `rotate(-90 18 ${top + height / 2})` }, "gradient / that of the last"));
      return g;
    }
    function strip() {
      const width = FRAME.width / steps - 3;
      return run().gradient.map((share, k) => {
        const box = { x: xAt(k) - width / 2, y: STRIP.top, width, height: STRIP.height, rx: 3 };
        const seen = revealed ? k < reach() : k === 0;
        const strength = seen ? Math.max(0, Math.min(1, 1 + level(share) / STRIP.faintest)) : 0;
        return [svg("rect", { class: "unrolled-step", ...box }),
          svg("rect", { class: "unrolled-share", ...box, "fill-opacity": strength.toFixed(3) })];
      }).flat();
    }
    function measured() {
      const shares = run().gradient, kept = shares.slice(0, reach());
      const marks = kept.map((share, k) => {
        const p = level(share), x = xAt(k);
        if (p > FRAME.high)
          return svg("path", { class: "unrolled-beyond",
            d: `M${x - 5},${FRAME.top + 10}h10l-5,-9z` });
        if (p < FRAME.low)
          return svg("path", { class: "unrolled-beyond", d: `M${x - 5},${bottom - 10}h10l-5,9z` });
        return svg("circle", { class: "unrolled-dot", cx: x, cy: yAt(p), r: 4.5 });
      });
      const middle = Math.max(FRAME.top + 22, yAt(clamp(level(radius() ** (steps / 2)))) - 12);
      return [
        svg("path", { class: "unrolled-radius", d: path(powers()) }),
        svg("text", { class: "unrolled-note", x: xAt(steps / 2), y: middle,
          "text-anchor": "middle" }, "ρᵏ"),
        ...(reach() < steps ? [svg("path", { class: "unrolled-lost", d: path(shares) })] : []),
        svg("path", { class: "unrolled-line", d: path(kept) }),
        ...marks
      ];
    }
    function cut() {
      if (reach() === steps) return [];
      const edge = (xAt(reach() - 1) + xAt(reach())) / 2, roomy = edge - FRAME.left > 150;
      return [
        svg("rect", { class: "unrolled-cut", x: FRAME.left, y: STRIP.top, width: edge - FRAME.left,
          height: bottom - STRIP.top }),
        svg("line", { class: "unrolled-edge", x1: edge, x2: edge, y1: STRIP.top - 6, y2: bottom }),
        svg("text", { class: "unrolled-note", x: edge + (roomy ? -10 : 10), y: FRAME.top + 24,
          "text-anchor": roomy ? "end" : "start" }, `cut after ${reach()}`)
      ];
    }
    const upright = (back) =>
      svg("line", { class: "unrolled-mark", x1: xAt(back), x2: xAt(back), y1: FRAME.top,
        y2: bottom });
    function draw() {
      const shares = run().gradient;
      moving.replaceChildren(...strip(),
        svg("line", { class: "unrolled-small", x1: FRAME.left, x2: right, y1: yAt(-2),
          y2: yAt(-2) }),
        svg("text", { class: "unrolled-note", x: right - 8, y: yAt(-2) + 22, "text-anchor": "end" },
          "1 %"), ...cut(),
        ...(ghost ? [svg("path", { class: "unrolled-ghost", d: path(ghost) })] : []),
        ...(revealed
          ? measured()
          : [
            svg("text", { class: "unrolled-hidden", x: (FRAME.left + right) / 2,
              y: FRAME.top + FRAME.height / 2 + 20 }, "?")
          ]), ...(marked !== null ? [upright(marked)] : []));
      choice.show(model.get("input"));
      radiusSlide.slider.value = model.get("at");
      radiusSlide.value.textContent = `ρ = ${radius().toFixed(2)}`;
      reachSlide.slider.value = reach();
      reachSlide.value.textContent = reach() === steps ? "not at all" : `τ = ${reach()}`;
      [radiusSlide, reachSlide].forEach(({ slider, value }) =>
        slider.setAttribute("aria-valuetext", value.textContent)
      );
      predict.setAttribute("aria-pressed", String(model.get("predict")));
      for (const control of [guess, check, never]) control.disabled = revealed;
      if (marked === null) guess.value = "";
      stage.setAttribute("aria-label",
        revealed
          ? "Share of the last step's gradient by steps back: "
            + `${shares.map((v, k) => `${k}: ${k < reach() ? v.toExponential(0) : 0}`).join(", ")}`
          : "Hidden until you predict");
      Object.assign(root.dataset, { revealed, answer: revealed ? answer() ?? "never" : "" });
    }
    changed();
    return Demo.listen(model, { "at input": changed, reach: cutElsewhere, predict: mode });
  }
};
