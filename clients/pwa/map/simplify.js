/**
 * Lines with fewer points: what lies closer to the line than the tolerance is left out (Douglas and
 * Peucker, 1973).
 */

/** Metres in one degree of latitude, and of longitude in the middle of Taiwan. */
const METRES = { lat: 110_900, lon: 101_500 };

/**
 * The points of a line that are needed, the first and the last always.
 *
 * @param {[number, number][]} line longitude, latitude
 * @param {number} tolerance metres
 * @returns {[number, number][]}
 */
export function simplify(line, tolerance) {
    const keep = new Set([0, line.length - 1]);
    const open = [[0, line.length - 1]];
    for (let span = open.pop(); span !== undefined; span = open.pop()) {
        const [first, last] = span;
        const [index, distance] = farthest(line, first, last);
        if (distance > tolerance) {
            keep.add(index);
            open.push([first, index], [index, last]);
        }
    }
    return line.filter((_, index) => keep.has(index));
}

/**
 * The point between two others that is farthest from the line through them.
 *
 * @param {[number, number][]} line
 * @param {number} first
 * @param {number} last
 * @returns {[index: number, metres: number]}
 */
function farthest(line, first, last) {
    let found = first;
    let most = -1;
    for (let index = first + 1; index < last; index++) {
        const distance = away(line[index], line[first], line[last]);
        if (distance > most) [found, most] = [index, distance];
    }
    return [found, most];
}

/** Metres from a point to the stretch between two others. */
function away(point, from, to) {
    const [x, y] = metres(point, from);
    const [dx, dy] = metres(to, from);
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / length));
    return Math.hypot(x - share * dx, y - share * dy);
}

function metres([lon, lat], [lon0, lat0]) {
    return [(lon - lon0) * METRES.lon, (lat - lat0) * METRES.lat];
}
