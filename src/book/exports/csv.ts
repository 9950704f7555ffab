/** A line of a table as RFC 4180 has it. */
export const csvRow = (values: readonly string[]): string => `${values.map(cell).join(',')}\r\n`;

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
