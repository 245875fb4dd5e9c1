// Pick a network from the table that came with the widget and draw its gradients.
const { html, svg, path, superscript, short } = Demo;
const FRAME = { left: 84, top: 14, width: 820, height: 290, low: -20, high: 12 }; // powers of ten
const WORDS = { dries: "dries up", flows: "arrives", floods: "floods" };

export default {
  render({ model, el }) {
    const [activations, initializers, depths, rivers] = Demo.read(model, "activations",
      "initializers", "depths", "rivers");
    const CHOICES = ["activation", "initializer", "residual", "batch_norm", "depth"];
    let revealed = !model.get("predict"), ghost = null, marked = null, score = [0, 0];

    const key = () =>
      CHOICES.map((name) =>
        typeof model.get(name) === "boolean" ? Number(model.get(name)) : model.get(name)
      ).join(" ");
    const river = () => rivers[key()];
    const depth = () => model.get("depth");

    // -- controls ---------------------------------------------------------------------------
    const set = Demo.setter(model);
    const pick = (label, name, options, convert = (x) => x) => {
      const control = Demo.choice(label, options, (chosen) => set({ [name]: convert(chosen) }));
      return { name, ...control,
        line: html("div", { class: "demo-row" }, html("span", { class: "river-name" }, label),
          control.row) };
    };
    const toggle = (name, text) =>
      html("button", { type: "button", "data-toggle": name, onclick: () =>
        set({ [name]: !model.get(name) }) }, text);
    const picks = [
      pick("Activation", "activation", activations),
      pick("Start", "initializer", initializers),
      pick("Depth", "depth", Object.fromEntries(depths.map((d) => [d, `${d} layers`])), Number),
      pick("Show", "quantity", { delta: "∂L/∂z (flows back)", dW: "∂L/∂W (is learned from)" })
    ];
    const toggles = [toggle("residual", "residual"), toggle("batch_norm", "batch norm"),
      toggle("predict", "predict first")];
    const options = Object.entries({ dries: "dries up", flows: "arrives", floods: "floods" });
    const answers = options.map(([said, text]) =>
      html("button", { type: "button", "data-guess": said, onclick: () => guess(said) }, text)
    );
    const mark = html("input", { type: "range", min: 1, step: 1, class: "river-mark-slider",
      "aria-label": "layer where it happens", oninput: () => {
        marked = Number(mark.value);
        draw();
      } });
    const says = Demo.line();
    const moving = svg("g", {});
    const stage = svg("svg", { viewBox: "0 0 920 362", role: "img" }, scale(), moving);
    Demo.card(el, "gradient-river", "Gradient river", picks[0].line, picks[1].line,
      html("div", { class: "demo-row" }, html("span", { class: "river-name" }, "Blocks"),
        toggles[0], toggles[1]), picks[2].line, picks[3].line, stage,
      html("div", { class: "river-slide" }, mark),
      html("div", { class: "demo-row", role: "group", "aria-label": "Your prediction" },
        html("span", {}, "On its way to layer 1 the gradient …"), ...answers, toggles[2]), says);

    // -- predict, then reveal ---------------------------------------------------------------
    function guess(said) {
      if (revealed) return;
      const { verdict } = river(), right = said === verdict;
      score = [score[0] + right, score[1] + 1];
      revealed = true;
      draw();
      const near = right && verdict !== "flows" && marked !== null
        ? ` You marked layer ${marked}.`
        : "";
      Demo.say(says, right ? "right" : "wrong",
        `${right ? "Right" : "No"}: it ${WORDS[verdict]}.${near} ${facts()} (${score[0]} of `
          + `${score[1]} so far.)`);
    }
    function facts() {
      const { delta, verdict, where, why } = river(), times = delta[0] / delta[delta.length - 1];
      const amount = delta[0] === 0 ? "exactly 0" : `${short(times)} times what set out`;
      const place = verdict === "flows" ? "" : ` The factor 1000 is passed at layer ${where}.`;
      return `Layer 1 gets ${amount}.${place} ${why}`;
    }
    function changed() {
      if (shown !== null && shown !== key()) {
        ghost = revealed ? rivers[shown] : ghost;
        revealed = !model.get("predict");
        marked = null;
      }
      shown = key();
      draw();
      if (revealed) Demo.say(says, "", facts());
      else Demo.say(says, "",
          "Predict: does the gradient arrive, dry up (less than a thousandth is left) or flood "
            + "(a thousandfold)? Mark the layer with the slider, then answer.");
    }
    let shown = null;
    function mode() {
      revealed = !model.get("predict");
      changed();
    }

    // -- drawing ----------------------------------------------------------------------------
    const yAt = (p) => FRAME.top + FRAME.height * (FRAME.high - p) / (FRAME.high - FRAME.low);
    const xAt = (layer, of = depth()) =>
      FRAME.left + FRAME.width * (of === 1 ? 0 : (layer - 1) / (of - 1));
    function scale() {
      const g = svg("g", {}), { left, top, width, height } = FRAME;
      const at = (p) => top + height * (FRAME.high - p) / (FRAME.high - FRAME.low);
      for (let p = FRAME.low; p <= FRAME.high; p += 4) {
        g.append(
          svg("line", { class: "river-grid", x1: left, x2: left + width, y1: at(p), y2: at(p) }),
          svg("text", { x: left - 8, y: at(p), "text-anchor": "end",
            "dominant-baseline": "central" }, p === 0 ? "1" : "10" + superscript(p))
        );
      }
      g.append(svg("rect", { class: "river-frame", x: left, y: top, width, height }),
        svg("text", { x: left + width / 2, y: top + height + 44, "text-anchor": "middle" },
          "layer (1: next to the input)        ◀ the gradient flows this way"),
        svg("text", { x: 18, y: top + height / 2, "text-anchor": "middle",
          transform: `rotate(-90 18 ${top + height / 2})` }, "gradient norm (no unit)"));
      return g;
    }
    const clamp = (p) => Math.max(FRAME.low, Math.min(FRAME.high, p));
    const points = (norms) =>
      norms.map((v, i) =>
        [xAt(i + 1, norms.length), yAt(clamp(v === 0 ? -Infinity : Math.log10(v)))]
      );

    function flowing(norms) {
      const xy = points(norms), floor = FRAME.top + FRAME.height;
      const dots = xy.map(([x, y], i) => {
        const p = norms[i] === 0 ? -Infinity : Math.log10(norms[i]);
        if (p > FRAME.high)
          return svg("path", { class: "river-beyond", d: `M${x - 6},${y + 10}h12l-6,-10z` });
        if (p < FRAME.low)
          return svg("path", { class: "river-beyond", d: `M${x - 6},${y - 10}h12l-6,10z` });
        return svg("circle", { class: "river-dot", cx: x, cy: y, r: norms.length > 20 ? 4 : 6 });
      });
      return [
        svg("path", { class: "river-water",
          d: `${path(xy)}L${xy[xy.length - 1][0]},${floor}L${xy[0][0]},${floor}Z` }),
        svg("path", { class: "river-line", d: path(xy) }),
        ...dots
      ];
    }
    const upright = (name, layer) =>
      svg("line", { class: name, x1: xAt(layer), x2: xAt(layer), y1: FRAME.top,
        y2: FRAME.top + FRAME.height });
    function layers() {
      const step = depth() > 20 ? 10 : depth() > 10 ? 5 : 1;
      const named = Array.from({ length: depth() }, (_, i) => i + 1).filter((l) =>
        l === 1 || l === depth() || (l % step === 0 && depth() - l >= step / 2)
      );
      return named.map((l) =>
        svg("text", { x: xAt(l), y: FRAME.top + FRAME.height + 20, "text-anchor": "middle" }, l)
      );
    }
    function draw() {
      const quantity = model.get("quantity"), norms = river()[quantity],
        { verdict, where } = river();
      moving.replaceChildren(...layers(),
        ...(ghost ? [svg("path", { class: "river-ghost", d: path(points(ghost[quantity])) })] : []),
        ...(revealed
          ? flowing(norms)
          : [
            svg("text", { class: "river-hidden", x: FRAME.left + FRAME.width / 2,
              y: FRAME.top + FRAME.height / 2 + 20 }, "?")
          ]), ...(marked !== null ? [upright("river-mark", marked)] : []),
        ...(revealed && verdict !== "flows" ? [upright("river-where", where)] : []));
      mark.max = depth();
      mark.value = marked ?? Math.ceil(depth() / 2);
      mark.disabled = revealed;
      mark.setAttribute("aria-valuetext", `layer ${mark.value}`);
      picks.forEach(({ name, show }) => show(model.get(name)));
      toggles.forEach((button) =>
        button.setAttribute("aria-pressed", String(model.get(button.dataset.toggle)))
      );
      answers.forEach((button) => {
        button.disabled = revealed;
      });
      stage.setAttribute("aria-label",
        revealed
          ? "Gradient norm by layer: "
            + `${norms.map((v, i) => `${i + 1}: ${v.toExponential(0)}`).join(", ")}`
          : "Hidden until you predict");
      const root = says.closest(".demo");
      root.dataset.revealed = String(revealed);
      root.dataset.verdict = revealed ? verdict : "";
    }
    changed();
    return Demo.listen(model, { [CHOICES.join(" ")]: changed, quantity: draw, predict: mode });
  }
};
