-- A job: files one owner asked for, and how far their preparation has come. The table is the queue as well.
create table download_jobs (
    job_id            uuid primary key,
    user_id           text not null,
    file_ids          integer[] not null check (cardinality(file_ids) between 1 and 1000),
    status            text not null default 'queued'
                      check (status in ('queued', 'processing', 'completed', 'failed', 'cancelled')),
    progress          smallint not null default 0 check (progress between 0 and 100),
    estimated_seconds integer not null,
    created_at        timestamptz not null default now(),
    started_at        timestamptz,
    completed_at      timestamptz,
    -- The files behind the result. Addresses are signed at each read: they live minutes, the job lives a day.
    download_urls     jsonb,
    error             text,
    attempts          integer not null default 0,
    retry_count       integer not null generated always as (greatest(attempts - 1, 0)) stored,
    not_before        timestamptz not null default now(),
    -- Worker and attempt together are the fence: only the holder of both may write the outcome.
    lease_until       timestamptz,
    worker            text,
    idempotency_key   text,
    request_hash      bytea not null,
    expires_at        timestamptz,
    -- Grows with every change a client can see: entity tag and event id.
    version           bigint not null default 1,
    metadata          jsonb not null default '{}'
);

create unique index download_jobs_idempotency on download_jobs (user_id, idempotency_key) where idempotency_key is not null;
create index download_jobs_queue on download_jobs (not_before) where status = 'queued';
create index download_jobs_leases on download_jobs (lease_until) where status = 'processing';
create index download_jobs_owner on download_jobs (user_id, created_at desc);
create index download_jobs_expiry on download_jobs (expires_at) where expires_at is not null;

-- What is left of a deleted job, so that a late client hears "gone" and not "never heard of it".
create table expired_download_jobs (
    job_id     uuid primary key,
    user_id    text not null,
    expired_at timestamptz not null
);
create index expired_download_jobs_age on expired_download_jobs (expired_at);

create function download_jobs_count_version() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    return new;
end $$;

-- A heartbeat moves lease_until only, and is nobody else's business.
create trigger download_jobs_version before update on download_jobs for each row
    when ((old.status, old.progress, old.attempts, old.estimated_seconds, old.error)
          is distinct from (new.status, new.progress, new.attempts, new.estimated_seconds, new.error))
    execute function download_jobs_count_version();

-- Workers wake on queued jobs and stop on cancelled ones; event streams wake on every change.
create function download_jobs_announce() returns trigger language plpgsql as $$
begin
    perform pg_notify('download_jobs', new.job_id || ' ' || new.status);
    return null;
end $$;

create trigger download_jobs_announce_new after insert on download_jobs for each row
    execute function download_jobs_announce();
create trigger download_jobs_announce_change after update on download_jobs for each row
    when (old.version <> new.version)
    execute function download_jobs_announce();
