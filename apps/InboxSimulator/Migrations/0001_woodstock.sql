-- The schema of the existing inbox, as it was given. Times are UTC, though their type does not say so.
create table vapi_calls (
    id serial primary key,
    call_id text unique not null,
    customer_phone text,
    customer_name text,
    transcript text,
    summary text,
    call_started_at timestamp,
    call_ended_at timestamp,
    recording_url text,
    created_at timestamp default now(),
    synced_to_chatrace boolean default false
);

create table unified_conversations (
    id text primary key,
    source text not null,
    customer_name text,
    customer_identifier text,
    last_message_content text,
    last_message_at timestamp,
    created_at timestamp default now()
);

create table unified_messages (
    id serial primary key,
    conversation_id text references unified_conversations,
    message_content text,
    message_role text,
    created_at timestamp,
    function_data jsonb
);

create table google_oauth_tokens (
    id serial primary key,
    business_id text not null,
    user_email text not null,
    access_token text,
    refresh_token text,
    expires_at timestamp,
    scope text,
    created_at timestamp default now(),
    unique (business_id, user_email)
);
