-- Which requests were sent again although the code of the attempt before said that it is of no use?
SELECT f.code AS code, count(*) AS requests
FROM found f
JOIN tencentcloud_error_codes c ON f.code = c.code
JOIN sent s ON s.call_id = f.call_id AND s.attempt = f.attempt + 1
WHERE c.retry = 'never'
GROUP BY f.code
