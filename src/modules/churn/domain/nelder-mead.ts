/** Where the search ended, how good it is there, and whether the simplex had shrunk within the tolerances. */
export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

/** Tolerances of the search; a restart guards against a simplex that collapsed away from the minimum. */
export interface NelderMeadOptions {
  readonly step?: number;
  readonly pointTolerance?: number;
  readonly valueTolerance?: number;
  readonly maxEvaluations?: number;
  readonly maxRestarts?: number;
}

interface Vertex {
  point: number[];
  value: number;
}

type Evaluate = (point: readonly number[]) => Vertex;

const REFLECT = 1;
const EXPAND = 2;
const CONTRACT = 0.5;
const SHRINK = 0.5;

/** The point on the line from the worst vertex through the centre of the others, at the given distance beyond the centre. */
function along(centre: readonly number[], worst: readonly number[], distance: number): number[] {
  return centre.map((coordinate, i) => coordinate + distance * (coordinate - (worst[i] ?? 0)));
}

function centreOf(vertices: readonly Vertex[]): number[] {
  const sums = vertices.reduce<number[]>((sum, { point }) => point.map((c, i) => c + (sum[i] ?? 0)), []);
  return sums.map((sum) => sum / vertices.length);
}

/** One step: the worst vertex is replaced, or all but the best move towards the best; the simplex comes sorted. */
function advance(simplex: Vertex[], evaluate: Evaluate): void {
  const [best] = simplex;
  const worst = simplex.pop();
  const second = simplex.at(-1);
  if (best === undefined || worst === undefined || second === undefined) return;
  const centre = centreOf(simplex);
  const reflected = evaluate(along(centre, worst.point, REFLECT));
  if (reflected.value < best.value) {
    const expanded = evaluate(along(centre, worst.point, EXPAND));
    simplex.push(expanded.value < reflected.value ? expanded : reflected);
    return;
  }
  if (reflected.value < second.value) {
    simplex.push(reflected);
    return;
  }
  const outside = reflected.value < worst.value;
  const contracted = evaluate(along(centre, worst.point, outside ? CONTRACT : -CONTRACT));
  if (contracted.value < (outside ? reflected.value : worst.value)) {
    simplex.push(contracted);
    return;
  }
  simplex.push(worst);
  for (let i = 1; i < simplex.length; i++) {
    const { point } = simplex[i] ?? worst;
    simplex[i] = evaluate(best.point.map((coordinate, d) => coordinate + SHRINK * ((point[d] ?? 0) - coordinate)));
  }
}

function isSmall(simplex: readonly Vertex[], pointTolerance: number, valueTolerance: number): boolean {
  const [best, ...others] = simplex;
  return others.every(
    ({ point, value }) =>
      Math.abs(value - (best?.value ?? 0)) <= valueTolerance &&
      point.every((coordinate, i) => Math.abs(coordinate - (best?.point[i] ?? 0)) <= pointTolerance),
  );
}

/**
 * Minimum of a function of a few well-scaled variables without derivatives: Nelder and Mead, "A simplex method for
 * function minimization", The Computer Journal 7 (1965), restarted until a fresh simplex finds nothing better.
 */
export function minimize(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  options: NelderMeadOptions = {},
): Minimum {
  const { step = 0.5, pointTolerance = 1e-6, valueTolerance = 1e-8, maxEvaluations = 4000, maxRestarts = 5 } = options;
  let evaluations = 0;
  const evaluate: Evaluate = (point) => {
    evaluations++;
    const value = objective(point);
    return { point: [...point], value: Number.isFinite(value) ? value : Number.MAX_VALUE };
  };
  const search = (from: Vertex): { best: Vertex; converged: boolean } => {
    const corners = from.point.map((_, axis) => from.point.map((c, i) => (i === axis ? c + step : c)));
    const simplex = [from, ...corners.map(evaluate)];
    for (;;) {
      simplex.sort((first, second) => first.value - second.value);
      const converged = isSmall(simplex, pointTolerance, valueTolerance);
      if (converged || evaluations >= maxEvaluations) return { best: simplex[0] ?? from, converged };
      advance(simplex, evaluate);
    }
  };
  let found = search(evaluate(start));
  for (let restart = 0; restart < maxRestarts && evaluations < maxEvaluations; restart++) {
    const again = search(found.best);
    const gain = found.best.value - again.best.value;
    found = again;
    if (gain <= valueTolerance) break;
  }
  return { ...found.best, evaluations, converged: found.converged };
}
