-- Ids compare by bytes: the order of a page must not depend on the server's locale, nor change with its next version.
create table assets (
    id text collate "C" primary key check (length(id) between 1 and 64),
    nominal_value numeric(18, 2) not null check (nominal_value > 0),
    status text collate "C" not null check (status in ('active', 'defaulted', 'paid')),
    due_date date not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

-- One index for each order of the list; the filter by status keeps the order of ids.
create index assets_by_due_date on assets (due_date, id);
create index assets_by_nominal_value on assets (nominal_value, id);
create index assets_by_status on assets (status, id);
