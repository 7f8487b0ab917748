// "2.3 MB": how large a file is, as people say it. Pure.
const units = ["bytes", "kB", "MB", "GB"];

export function sizeWords(bytes: number): string {
    let [size, unit] = [bytes, 0];
    while (size >= 999.5 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1];
    const digits = unit > 0 && size < 9.95 ? 1 : 0;
    return `${size.toFixed(digits)} ${units[unit]}`;
}
