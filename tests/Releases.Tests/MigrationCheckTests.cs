using Slipway.Infra.Releases;

namespace Slipway.Releases.Tests;

public sealed class MigrationCheckTests
{
    [Theory]
    [InlineData("drop table if exists orders;", "drops the table orders")]
    [InlineData("ALTER TABLE orders\n  DROP COLUMN IF EXISTS note;", "drops the column orders.note")]
    [InlineData("alter table only shop.orders drop note", "drops the column shop.orders.note")]
    [InlineData("alter table orders rename column note to remark;", "renames the column orders.note")]
    [InlineData("alter table orders rename note to remark;", "renames the column orders.note")]
    [InlineData("alter table orders rename to sales;", "renames the table orders")]
    [InlineData("alter table orders add column paid boolean not null;", "adds orders.paid as NOT NULL without a default")]
    [InlineData("alter table orders add a numeric(10, 2) not null default 0, add b text not null;", "adds orders.b as NOT NULL without a default")]
    [InlineData("alter table \"orders\" alter column note set not null;", "forbids null in orders.note")]
    public void What_the_live_version_would_not_bear_is_found(string sql, string what) =>
        Assert.StartsWith(what, Assert.Single(Find(sql)).What);

    [Theory]
    [InlineData("create table orders (id bigint primary key, note text not null);")]
    [InlineData("alter table orders add column paid boolean;")]
    [InlineData("alter table orders add column paid boolean not null default false;")]
    [InlineData("alter table orders add column number bigint not null generated always as identity;")]
    [InlineData("alter table orders add constraint paid_once unique (paid), drop constraint old_one;")]
    [InlineData("alter table orders alter column note drop not null;")]
    [InlineData("create index on orders (note); drop index old_index;")]
    [InlineData("-- drop table orders;\n/* alter table orders drop note; */ select 'drop table orders;';")]
    [InlineData("create function f() returns void language plpgsql as $body$ begin drop table orders; end $body$;")]
    [InlineData("create table fresh (id int); alter table fresh add name text not null; drop table fresh;")]
    public void What_it_bears_is_let_through(string sql) => Assert.Empty(Find(sql));

    [Fact]
    public void A_problem_names_file_and_line_and_what_to_do_instead()
    {
        var problem = Assert.Single(Find("-- 0003\ncreate table more (id int);\n\nalter table orders\n  add a int,\n  drop column note;\n"));

        Assert.Equal("Migrations/0003_more.sql:6: drops the column orders.note, which the live version may read: stop using it in one release, drop it in the next", problem.ToString());
    }

    private static IReadOnlyList<MigrationProblem> Find(string sql) => [.. MigrationCheck.Find([new MigrationFile("Migrations/0003_more.sql", sql)])];
}
