-- How often did each code come in each hour? What the catalog does not have is `new`.
SELECT f.hour AS hour, f.code AS code, coalesce(c.category, 'new') AS category, count(*) AS errors
FROM found f LEFT JOIN tencentcloud_error_codes c ON f.code = c.code
GROUP BY f.hour, f.code, coalesce(c.category, 'new')
