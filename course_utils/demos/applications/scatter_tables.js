// The scatter view's three tables: the picture, the kernel, the outputs. A scene says what to draw:
//   x, k, dout    the numbers of the three
//   g             kernel, stride and pad
//   backward      which way it goes
//   at            the output whose window is shown, as [row, column]; null for none
//   seen(r, c)    whether an output has been visited; pile: what those have sent, by Sums.scatter
//   asked         the pixel asked about, as [row, column]; hidden: whether its sum is
//   meetings      those of that pixel with the windows; framed: whether their outputs are
const CELL = 42, GAP = 76, TITLE = 30, STAGE = { width: 940, height: 420 };
const TITLES = {
  forward: { input: "x", product: "x · k, summed", output: "y" },
  backward: { input: "dx so far", product: "dout · k, sent", output: "dout" }
};

class Tables {
  constructor(scene) {
    Object.assign(this, scene);
    this.side = this.x.length;
    this.places = Sums.places(this.side, this.g);
    this.titles = TITLES[this.backward ? "backward" : "forward"];
    this.layOut();
  }

  // The middles of the three columns, and how much of the plane is seen: small tables come closer.
  layOut() {
    const sizes = [this.side + 2 * this.g.pad, this.g.kernel, this.places];
    const [input, kernel, output] = sizes.map((size) => size * CELL);
    const width = input + kernel + output + 2 * GAP + 8,
      height = Math.max(input, output, 2 * kernel + TITLE) + 2 * TITLE;
    const zoom = Math.min(STAGE.width / width, STAGE.height / height),
      start = (STAGE.width / zoom - width) / 2 + 4, beyond = start + input + 2 * GAP + kernel;
    this.middles = { input: start + input / 2, kernel: start + input + GAP + kernel / 2,
      output: beyond + output / 2 };
    this.gaps = [start + input + GAP / 2, beyond - GAP / 2];
    this.y = (STAGE.height / zoom + TITLE) / 2;
    this.box = `0 0 ${STAGE.width / zoom} ${STAGE.height / zoom}`;
  }
  corner(middle, size) {
    return [middle - size * CELL / 2, this.y - size * CELL / 2];
  }
  draw() {
    const arrow = (x) =>
      Demo.svg("text", { class: "scatter-arrow", x, y: this.y }, this.backward ? "◀" : "▶");
    return [...this.input(), ...this.kernels(), ...this.output(), ...this.gaps.map(arrow)];
  }

  input() {
    const { g, at, asked } = this, size = this.side + 2 * g.pad;
    const [left, top] = this.corner(this.middles.input, size);
    const here = (r, c) => [left + c * CELL, top + r * CELL];
    return [
      tableTitle(this.middles.input, top - 14, this.titles.input),
      ...grid(left, top, size, (r, c, cx, cy) => this.pixel(r, c, cx, cy)),
      ...(at
        ? [square("scatter-frame", ...here(at[0] * g.stride, at[1] * g.stride), g.kernel)]
        : []),
      square("scatter-asked", ...here(asked[0] + g.pad, asked[1] + g.pad))
    ];
  }
  // One cell of the padded picture; the more outputs have sent to it, the darker.
  pixel(r, c, cx, cy) {
    const { g, backward } = this, [y, x] = [r - g.pad, c - g.pad];
    const padding = [y, x].some((v) => v < 0 || v >= this.side);
    const hidden = this.hidden && y === this.asked[0] && x === this.asked[1];
    const n = backward ? this.pile.counts[r][c] : 0;
    const sent = hidden ? "?" : n ? this.pile.sums[r][c] : "";
    const text = Demo.minus(backward ? sent : Sums.padded(this.x, g, r, c));
    const cell = padding
      ? square("scatter-cell scatter-padding", cx, cy)
      : square("scatter-cell scatter-in", cx, cy, 1, { "data-in": `${y},${x}` });
    const value = cellText(cx, cy + (backward ? 4 : 0), text, padding ? "scatter-off" : "");
    if (!n || hidden) return [cell, value];
    const shade = { "fill-opacity": (0.08 + 0.5 * n / g.kernel ** 2).toFixed(2) };
    const count = { class: "scatter-value scatter-count", x: cx + CELL - 3, y: cy + 9 };
    return [cell, square("scatter-shade", cx, cy, 1, shade), Demo.svg("text", count, `×${n}`),
      value];
  }

  // The kernel, and below it the products at the window that is shown.
  kernels() {
    const { k, g, at } = this, half = g.kernel * CELL / 2, apart = half + TITLE / 2;
    if (!at) return this.kernel(this.y - apart, (i, j) => k[i][j], "kernel k");
    const now = Sums.below(g, ...at);
    const product = (i, j) => {
      const m = now[i * g.kernel + j];
      return k[i][j] * (this.backward ? this.dout[m.r][m.c] : Sums.padded(this.x, g, m.y, m.x));
    };
    return [...this.kernel(this.y - apart, (i, j) => k[i][j], "kernel k"),
      ...this.kernel(this.y + apart, product, this.titles.product)];
  }
  // With a frame around the weight that joins the window and the pixel asked about, if they meet.
  kernel(middle, value, title) {
    const { at } = this, half = this.g.kernel * CELL / 2;
    const left = this.middles.kernel - half, top = middle - half;
    const met = at && this.meetings.find((m) => m.r === at[0] && m.c === at[1]);
    return [
      tableTitle(this.middles.kernel, top - 14, title),
      ...grid(left, top, this.g.kernel, (i, j, cx, cy) => [square("scatter-cell", cx, cy),
        cellText(cx, cy, Demo.minus(value(i, j)))]),
      ...(met ? [square("scatter-asked", left + met.j * CELL, top + met.i * CELL)] : [])
    ];
  }

  output() {
    const { at } = this, [left, top] = this.corner(this.middles.output, this.places);
    const here = (r, c) => [left + c * CELL, top + r * CELL];
    const frame = (m) =>
      square("scatter-reader", ...here(m.r, m.c).map((v) => v + 4), 1 - 8 / CELL);
    return [
      tableTitle(this.middles.output, top - 14, this.titles.output),
      ...grid(left, top, this.places, (r, c, cx, cy) => this.written(r, c, cx, cy)),
      ...(this.framed ? this.meetings.map(frame) : []),
      ...(at ? [square("scatter-frame", ...here(...at))] : [])
    ];
  }
  written(r, c, cx, cy) {
    const seen = this.seen(r, c), { g, x, k } = this;
    const sum = seen ? Demo.minus(Sums.gather(g, x, k, r, c)) : "";
    return [
      square("scatter-cell scatter-out", cx, cy, 1, { "data-out": `${r},${c}` }),
      ...(seen ? [square("scatter-shade", cx, cy, 1, { "fill-opacity": 0.22 })] : []),
      cellText(cx, cy, this.backward ? Demo.minus(this.dout[r][c]) : sum)
    ];
  }
}

const square = (kind, x, y, size = 1, more = {}) =>
  Demo.svg("rect", { class: kind, x, y, width: size * CELL, height: size * CELL, ...more });
const cellText = (left, top, text, kind = "") =>
  Demo.svg("text", { class: `scatter-value ${kind}`, x: left + CELL / 2, y: top + CELL / 2 }, text);
const tableTitle = (x, y, text) => Demo.svg("text", { class: "scatter-title", x, y }, text);
// What cell(row, column, x, y) draws in each of size by size cells.
const grid = (left, top, size, cell) =>
  Array.from({ length: size * size }, (_, n) => {
    const r = Math.floor(n / size), c = n % size;
    return cell(r, c, left + c * CELL, top + r * CELL);
  }).flat();
