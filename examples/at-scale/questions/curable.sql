-- Of all errors, how many would the same request have got rid of, sent again later, or with a fresh
-- signature, or only if doing it twice does no harm?
SELECT
  count(*) AS errors,
  sum(CASE WHEN c.retry IN ('backoff', 'when_ready') THEN 1 ELSE 0 END) AS later,
  sum(CASE WHEN c.retry = 'refresh' THEN 1 ELSE 0 END) AS signed_again,
  sum(CASE WHEN c.retry = 'if_idempotent' THEN 1 ELSE 0 END) AS if_idempotent
FROM found f LEFT JOIN tencentcloud_error_codes c ON f.code = c.code
