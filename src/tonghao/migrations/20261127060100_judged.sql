-- migrate:up
-- A photo may have its verdict and still wait for its files. How many of somebody's wait for a verdict decides
-- whose turn it is.
CREATE INDEX media_waiting_of ON media (owner_id, id) WHERE state = 'pending';

-- migrate:down
