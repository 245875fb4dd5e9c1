// Turn and swap two matrices until their sides fit. What fits, and what is said, was worked out
// in Python for all eight arrangements; this script draws the one on the table.
const { html, svg } = Demo;
const CELL = 19, GAP = 16, MARGIN = 34;
const CENTRE = { x: 11 * CELL + GAP + MARGIN, y: 11 * CELL + GAP + MARGIN };
const SIDE = CENTRE.x + 11 * CELL + GAP + MARGIN;
const SWAPPED = 4, FIRST_TURNED = 2, SECOND_TURNED = 1;

export default {
  render({ model, el }) {
    const sizes = model.get("sizes"), puzzles = model.get("puzzles");
    const stage = svg("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, role: "group",
      "aria-label": "The two factors and their product" });
    const set = Demo.setter(model);
    const says = Demo.line(), code = html("p", { class: "ribbons-code demo-number" });
    const turn = { left: button("turn-left", () => flip(turnBit("left"))),
      right: button("turn-right", () => flip(turnBit("right"))) };
    const swap = button("swap", () => flip(SWAPPED));
    const tabs = Demo.choice("Gradient to build",
      Object.fromEntries(Object.entries(puzzles).map(([key, p]) => [key, p.target.name])),
      (puzzle) => set({ puzzle }));
    Demo.card(el, "shape-ribbons", "Shape ribbons: which arrangement clicks?",
      html("p", {},
        "Turn (transpose) and swap the two matrices until the product has the shape of the "
          + "gradient."), tabs.row,
      html("div", { class: "ribbons-table" }, stage,
        html("div", { class: "ribbons-hands" }, turn.left, turn.right, swap, says, code,
          html("p", { class: "ribbons-key" },
            "Click a matrix or press T on it to turn it, drag it onto the other or press S to "
              + "swap."))));

    function button(action, act) {
      return html("button", { type: "button", "data-action": action, onclick: act });
    }
    const puzzle = () => puzzles[model.get("puzzle")];
    const bits = () => model.get("arrangement")[model.get("puzzle")];
    const turnBit = (place) =>
      (place === "left") !== Boolean(bits() & SWAPPED) ? FIRST_TURNED : SECOND_TURNED;

    function flip(bit) {
      const all = model.get("arrangement");
      set({ arrangement: { ...all, [model.get("puzzle")]: bits() ^ bit } });
    }

    // -- drawing ---------------------------------------------------------------------------
    const height = (m) => sizes[m.rows] * CELL, width = (m) => sizes[m.columns] * CELL;
    const sideText = (letter) => (letter === "1" ? "1" : `${letter} = ${sizes[letter]}`);

    function matrix(m, x, y, kind) {
      const w = width(m), h = height(m),
        g = svg("g", { class: `ribbons-matrix ribbons-${kind}`, "data-place": kind });
      g.append(svg("rect", { class: "ribbons-face", x, y, width: w, height: h }));
      const lines = svg("g", { class: "ribbons-cells" });
      for (let i = 1; i < sizes[m.columns]; i++)
        lines.append(svg("line", { x1: x + i * CELL, x2: x + i * CELL, y1: y, y2: y + h }));
      for (let i = 1; i < sizes[m.rows]; i++)
        lines.append(svg("line", { x1: x, x2: x + w, y1: y + i * CELL, y2: y + i * CELL }));
      g.append(lines, ribbons(m, x, y, w, h), ...sideLabels(m, x, y, w, h, kind));
      g.append(svg("text", { class: "ribbons-name", x: x + w / 2, y: y + h / 2 }, m.name));
      return g;
    }
    function ribbons(m, x, y, w, h) {
      const g = svg("g", { "stroke-width": 5 });
      for (const at of [y, y + h])
        g.append(
          svg("line", { x1: x, x2: x + w, y1: at, y2: at, class: `ribbons-side-${m.columns}` })
        );
      for (const at of [x, x + w])
        g.append(
          svg("line", { x1: at, x2: at, y1: y, y2: y + h, class: `ribbons-side-${m.rows}` })
        );
      return g;
    }
    // Each label stands on the side away from the centre, where nothing else is drawn.
    function sideLabels(m, x, y, w, h, kind) {
      const below = kind !== "right", left = kind === "left";
      const tx = left ? x - 14 : x + w + 14, ty = y + h / 2;
      return [
        svg("text", { class: "ribbons-size", x: x + w / 2, y: below ? y + h + 17 : y - 15 },
          sideText(m.columns)),
        svg("text", { class: "ribbons-size", x: tx, y: ty,
          transform: `rotate(${left ? -90 : 90} ${tx} ${ty})` }, sideText(m.rows))
      ];
    }
    function corner({ left, right, fits }) {
      const { x, y } = CENTRE,
        g = svg("g", { class: fits ? "ribbons-join ribbons-arrive" : "ribbons-join" });
      if (!fits) {
        g.append(
          svg("line", { class: "ribbons-bad", x1: x - GAP - width(left), x2: x - GAP, y1: y + 4,
            y2: y + 4 }),
          svg("line", { class: "ribbons-bad", x1: x + 4, x2: x + 4, y1: y - GAP - height(right),
            y2: y - GAP }),
          svg("text", { class: "ribbons-clash", x: x - 70, y: y - 52 },
            `${sizes[left.columns]} ≠ ${sizes[right.rows]}`)
        );
        return g;
      }
      for (let k = 0; k < sizes[left.columns]; k++) {
        const r = GAP + (k + 0.5) * CELL;
        g.append(
          svg("path", { class: "ribbons-arc",
            d: `M${x - r},${y + GAP}V${y}A${r},${r} 0 0 1 ${x},${y - r}H${x + GAP}` })
        );
      }
      return g;
    }
    function operand(m, place) {
      const x = place === "left" ? CENTRE.x - GAP - width(m) : CENTRE.x + GAP;
      const y = place === "left" ? CENTRE.y + GAP : CENTRE.y - GAP - height(m);
      const g = matrix(m, x, y, place);
      const attributes = { tabindex: 0, role: "button",
        "aria-label": `${place} factor ${m.name}, ${sizes[m.rows]} by `
          + `${sizes[m.columns]}. T turns it, S swaps the two.` };
      for (const [name, value] of Object.entries(attributes)) g.setAttribute(name, value);
      g.addEventListener("keydown", (event) => keyed(event, place));
      drag(g, place);
      return g;
    }

    // -- hands -----------------------------------------------------------------------------
    function keyed(event, place) {
      const key = event.key.toLowerCase();
      if (["t", "enter", " "].includes(key)) flip(turnBit(place));
      else if (["s", "arrowleft", "arrowright", "arrowup", "arrowdown"].includes(key))
        flip(SWAPPED);
      else return;
      event.preventDefault();
    }
    function drag(g, place) {
      let from = null, moved = [0, 0];
      const scale = () => SIDE / stage.getBoundingClientRect().width;
      g.addEventListener("pointerdown", (event) => {
        from = [event.clientX, event.clientY];
        moved = [0, 0];
        g.setPointerCapture(event.pointerId);
      });
      g.addEventListener("pointermove", (event) => {
        if (!from) return;
        moved = [(event.clientX - from[0]) * scale(), (event.clientY - from[1]) * scale()];
        g.classList.toggle("dragged", Math.hypot(...moved) > 6);
        g.setAttribute("transform", `translate(${moved})`);
      });
      g.addEventListener("pointerup", () => {
        if (!from) return;
        from = null;
        const towards = place === "left" ? [moved[0], -moved[1]] : [-moved[0], moved[1]];
        if (Math.hypot(...moved) <= 6) flip(turnBit(place));
        else if (towards[0] + towards[1] > 4 * CELL) flip(SWAPPED);
        else draw();
      });
      g.addEventListener("pointercancel", () => {
        from = null;
        draw();
      });
    }

    function draw() {
      const p = puzzle(), now = p.arrangements[bits()];
      const focused = stage.contains(document.activeElement)
        ? document.activeElement.dataset.place
        : null;
      const product = matrix(p.target, CENTRE.x + GAP, CENTRE.y + GAP, "product");
      product.classList.toggle("clicked", now.clicks);
      if (now.clicks) product.classList.add("ribbons-arrive");
      stage.replaceChildren(product, corner(now), operand(now.left, "left"),
        operand(now.right, "right"));
      if (focused) stage.querySelector(`[data-place=${focused}]`).focus();
      stage.closest(".demo").dataset.state = now.clicks ? "right" : "wrong";
      tabs.show(model.get("puzzle"));
      turn.left.textContent = `Turn ${now.left.name} (left)`;
      turn.right.textContent = `Turn ${now.right.name} (right)`;
      swap.textContent = `Swap: ${now.right.name} ${now.left.name}`;
      code.textContent = now.clicks ? p.code : "";
      Demo.say(says, now.clicks ? "right" : "wrong", now.says);
    }
    draw();
    return Demo.listen(model, { "puzzle arrangement": draw });
  }
};
