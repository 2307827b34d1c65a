-- migrate:up
-- Who must leave an appeal to others: whoever decided, made, reported or looks after it; whoever set what is
-- to be lifted. Asked for one person who would decide, and for all who could.

CREATE FUNCTION appeal_bars(appeal uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT a.appellant_id = person
        OR EXISTS (SELECT FROM cases c WHERE c.id = a.case_id AND c.author_id = person)
        OR EXISTS (SELECT FROM case_decisions d WHERE d.case_id = a.case_id AND d.decided_by = person)
        OR EXISTS (SELECT FROM reports r WHERE r.case_id = a.case_id AND r.reporter_id = person)
        OR EXISTS (SELECT FROM memberships m
                    WHERE m.circle_id = a.circle_id AND m.account_id = person AND m.role <> 'member')
        OR EXISTS (SELECT FROM circles c JOIN partner_staff s ON s.partner_id = c.partner_id
                    WHERE c.id = a.circle_id AND s.account_id = person)
        OR EXISTS (SELECT FROM circle_restrictions r
                    WHERE r.circle_id = a.circle_id AND r.id = a.against_id AND r.set_by = person)
        OR EXISTS (SELECT FROM circle_acts t
                    WHERE t.circle_id = a.circle_id AND t.id = a.against_id AND t.actor_id = person)
        OR EXISTS (SELECT FROM account_sanctions s
                    WHERE s.account_id = a.subject_id AND s.id = a.against_id
                      AND (s.set_by = person OR s.second_by = person))
        OR EXISTS (SELECT FROM account_sanctions s JOIN case_decisions d ON d.case_id = s.case_id
                    WHERE s.account_id = a.subject_id AND s.id = a.against_id AND d.decided_by = person)
      FROM appeals a WHERE a.id = appeal
$$;

-- migrate:down
