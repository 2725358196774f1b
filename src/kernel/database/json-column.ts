/** The value of a JSON column: MySQL and recent drivers parse it, older ones hand the text out. */
export function jsonColumn<T>(value: unknown): T {
  return (typeof value === 'string' ? JSON.parse(value) : value) as T;
}
