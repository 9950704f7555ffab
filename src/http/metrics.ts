/** Counts and times of requests in Prometheus' text format. */
export interface Metrics {
  begin(): void;
  end(method: string, route: string, status: number, seconds: number): void;
  text(more: Readonly<Record<string, number>>): string;
}

/** Seconds, upper ends. */
const BUCKETS = [0.005, 0.025, 0.1, 0.25, 1, 2.5, 10];

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const times = new Map<string, { readonly buckets: number[]; sum: number; count: number }>();
  let inFlight = 0;
  return {
    begin: () => {
      inFlight++;
    },
    end: (method, route, status, seconds) => {
      inFlight--;
      const labels = `method="${method}",route="${route}"`;
      const counted = `${labels},status="${status}"`;
      requests.set(counted, (requests.get(counted) ?? 0) + 1);
      const time = times.get(labels) ?? { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
      times.set(labels, time);
      for (const [i, end] of BUCKETS.entries())
        if (seconds <= end) time.buckets[i] = (time.buckets[i] ?? 0) + 1;
      time.sum += seconds;
      time.count++;
    },
    text: (more) =>
      [
        '# TYPE pledgebook_http_requests_total counter',
        ...[...requests].map(([labels, n]) => `pledgebook_http_requests_total{${labels}} ${n}`),
        '# TYPE pledgebook_http_request_seconds histogram',
        ...[...times].flatMap(([labels, { buckets, sum, count }]) => [
          ...BUCKETS.map(
            (end, i) => `pledgebook_http_request_seconds_bucket{${labels},le="${end}"} ${buckets[i]}`,
          ),
          `pledgebook_http_request_seconds_bucket{${labels},le="+Inf"} ${count}`,
          `pledgebook_http_request_seconds_sum{${labels}} ${sum}`,
          `pledgebook_http_request_seconds_count{${labels}} ${count}`,
        ]),
        ...Object.entries({ pledgebook_http_requests_in_flight: inFlight, ...more }).flatMap(
          ([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`],
        ),
        '',
      ].join('\n'),
  };
}
