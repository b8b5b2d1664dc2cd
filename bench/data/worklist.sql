-- A million cases of 200,000 invented children over seven authorities, granted to 50 agencies of
-- very different size. Triggers are off while it fills: the copies they keep are written here.
DROP INDEX child_by_spelling, child_by_key;
ALTER TABLE children_child DISABLE TRIGGER USER;
ALTER TABLE cases_case DISABLE TRIGGER USER;
ALTER TABLE cases_casegrant DISABLE TRIGGER USER;

CREATE TEMP TABLE place AS
SELECT id, (row_number() OVER (ORDER BY ons_code) - 1)::int AS n FROM agencies_authority;

CREATE TEMP TABLE bench_child AS
SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS identity
FROM generate_series(0, 199999) AS n;
INSERT INTO children_identity (id, opened_at) SELECT identity, now() FROM bench_child;
INSERT INTO children_child (id, identity_id, given_name, family_name, born_on, born_on_estimated,
    sex, gender_identity, ethnicity, language, verified, recorded_at)
SELECT id, identity, 'Invented' || n, 'Childname', date '2010-01-01' + n % 2500, FALSE,
    '2', '', 'NOBT', '', TRUE, now()
FROM bench_child;

CREATE TEMP TABLE state AS
SELECT row_number() OVER () - 1 AS n, name FROM unnest(ARRAY[
    'SCREENING', 'OUTCOME_SET', 'WITH_SOCIAL_CARE', 'STRATEGY_AND_S47', 'CSE_TEAM_MANAGED',
    'MASE_CYCLE', 'STEPPED_DOWN', 'TRANSFER_OUT', 'TRANSITION', 'CLOSED']) AS name;
INSERT INTO cases_case (id, reference, child_id, authority_id, status, level, opened_at,
    closed_at, due_at)
SELECT gen_random_uuid(), 'CSE-' || made.n, child.id, place.id, state.name, '', now(),
    CASE WHEN state.name = 'CLOSED' THEN now() END,
    CASE WHEN made.n % 4 > 0 THEN now() + random() * interval '60 days' END
FROM generate_series(0, 999999) AS made(n)
JOIN bench_child AS child ON child.n = made.n % 200000
JOIN place ON place.n = (made.n / 200000 + made.n) % 7
JOIN state ON state.n = (made.n::bigint * 7919 / 13) % 10;

INSERT INTO agencies_restriction (id, subject_id, because, from_at)
SELECT gen_random_uuid(), id, 'Measurement', now() FROM bench_child WHERE n % 400 = 0;
INSERT INTO agencies_user (id, email, name, password, telephone, is_superuser, is_staff, is_active,
    sessions_ended)
SELECT gen_random_uuid(), 'named-' || n || '@example.org', 'Named ' || n, '!', '', FALSE, FALSE,
    TRUE, 0
FROM generate_series(0, 19) AS n;
INSERT INTO agencies_restrictedto (restriction_id, user_id)
SELECT restriction.id, person.id
FROM (SELECT id, row_number() OVER () AS n FROM agencies_restriction) AS restriction
JOIN agencies_user AS person
    ON person.email IN ('named-' || n % 20 || '@example.org', 'named-' || (n + 7) % 20 || '@example.org');

CREATE TEMP TABLE bench_agency AS
SELECT n, gen_random_uuid() AS id,
    CASE n WHEN 0 THEN 0.4 WHEN 49 THEN 0.0002 ELSE 0.25 / n END AS part
FROM generate_series(0, 49) AS n;
INSERT INTO agencies_agency (id, code, name, sector, authority_id, safeguarding_lead, secure_mail,
    active)
SELECT agency.id, 'BENCH_' || agency.n, 'Agency ' || agency.n, 'OTHER', place.id, '', '', TRUE
FROM bench_agency AS agency JOIN place ON place.n = agency.n % 7;
INSERT INTO auth_group (name) SELECT 'BENCH_' || n || ':SOCIAL_WORKER' FROM bench_agency;
INSERT INTO agencies_rolegroup (agency_id, role, group_id)
SELECT agency.id, 'SOCIAL_WORKER', g.id
FROM bench_agency AS agency JOIN auth_group AS g ON g.name = 'BENCH_' || agency.n || ':SOCIAL_WORKER';

INSERT INTO cases_casegrant (group_id, permission_id, content_object_id, status, due_at)
SELECT post.group_id, permission.id, found.id, found.status, found.due_at
FROM cases_case AS found
CROSS JOIN bench_agency AS agency
JOIN agencies_rolegroup AS post ON post.agency_id = agency.id
JOIN auth_permission AS permission ON permission.codename = 'view_case'
-- The case stands in the draw so that it is drawn for each pair, not once for an agency.
WHERE random() * length(found.reference) < agency.part * length(found.reference)
    AND found.child_id NOT IN (SELECT subject_id FROM agencies_restriction);

ALTER TABLE children_child ENABLE TRIGGER USER;
ALTER TABLE cases_case ENABLE TRIGGER USER;
ALTER TABLE cases_casegrant ENABLE TRIGGER USER;

-- The unfiltered list has indexes of its own, so that it is as quick as it can be.
CREATE INDEX bench_by_state ON cases_case (status, due_at, id);
CREATE INDEX bench_by_due ON cases_case (due_at, id);
