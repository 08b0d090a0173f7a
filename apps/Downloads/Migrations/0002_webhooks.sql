create table webhooks (
    webhook_id uuid primary key,
    user_id    text not null,
    url        text not null,
    -- AES-GCM under the service's webhook key: it signs, so it must be readable again, but not from a dump.
    secret     bytea not null,
    created_at timestamptz not null default now()
);
create index webhooks_owner on webhooks (user_id, created_at);

create table webhook_deliveries (
    delivery_id  uuid primary key default gen_random_uuid(),
    webhook_id   uuid not null references webhooks on delete cascade,
    event        text not null,
    body         text not null,
    status       text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
    attempts     integer not null default 0,
    not_before   timestamptz not null default now(),
    last_error   text,
    created_at   timestamptz not null default now(),
    finished_at  timestamptz
);
create index webhook_deliveries_queue on webhook_deliveries (not_before) where status = 'pending';
create index webhook_deliveries_webhook on webhook_deliveries (webhook_id);
create index webhook_deliveries_finished on webhook_deliveries (finished_at) where finished_at is not null;

-- In the transaction that ends the job: no outcome without its deliveries, no delivery without its outcome.
create function download_jobs_deliver() returns trigger language plpgsql as $$
begin
    insert into webhook_deliveries (webhook_id, event, body)
    select webhook_id, 'job.' || new.status, jsonb_build_object(
        'event', 'job.' || new.status, 'job_id', new.job_id, 'status', new.status, 'file_ids', new.file_ids,
        'created_at', new.created_at, 'completed_at', new.completed_at, 'attempts', new.attempts, 'error', new.error)::text
    from webhooks where user_id = new.user_id;
    if found then
        perform pg_notify('download_jobs', 'webhooks');
    end if;
    return null;
end $$;

create trigger download_jobs_deliver after update on download_jobs for each row
    when (old.status <> new.status and new.status in ('completed', 'failed', 'cancelled'))
    execute function download_jobs_deliver();
