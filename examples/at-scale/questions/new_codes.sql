-- Which codes does the catalog not have? `tcerr classify` knows the class of those of a known family.
SELECT f.code AS code, count(*) AS errors
FROM found f LEFT JOIN tencentcloud_error_codes c ON f.code = c.code
WHERE c.code IS NULL
GROUP BY f.code
