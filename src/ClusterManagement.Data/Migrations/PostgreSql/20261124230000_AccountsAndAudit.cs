using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ClusterManagement.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AccountsAndAudit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditEvents",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    occurredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    userName = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    host = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    processId = table.Column<int>(type: "integer", nullable: false),
                    command = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    action = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, collation: "C"),
                    resource = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    resourceId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C"),
                    before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    after = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEvents", x => x.id);
                    table.CheckConstraint("CK_AuditEvents_action", "\"action\" IN ('create', 'change', 'remove')");
                });

            migrationBuilder.CreateTable(
                name: "Groups",
                columns: table => new
                {
                    gidNumber = table.Column<int>(type: "integer", nullable: false),
                    cn = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    isAdministrator = table.Column<bool>(type: "boolean", nullable: false),
                    createdAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Groups", x => x.gidNumber);
                    table.CheckConstraint("CK_Groups_cn", "\"cn\" = lower(\"cn\") AND length(\"cn\") > 0");
                    table.CheckConstraint("CK_Groups_gidNumber", "\"gidNumber\" BETWEEN 2000 AND 2147483647");
                });

            migrationBuilder.CreateTable(
                name: "SessionSecrets",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    secret = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false, collation: "C"),
                    secretFingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    createdAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionSecrets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    uidNumber = table.Column<int>(type: "integer", nullable: false),
                    username = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    cn = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    sn = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    givenName = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    mail = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false, collation: "C"),
                    sshPublicKey = table.Column<string>(type: "character varying(8192)", maxLength: 8192, nullable: true, collation: "C"),
                    userPassword = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false, defaultValue: "pending", collation: "C"),
                    createdAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.uidNumber);
                    table.CheckConstraint("CK_Users_mail", "\"mail\" = lower(\"mail\") AND length(\"mail\") > 0");
                    table.CheckConstraint("CK_Users_status", "\"status\" IN ('pending', 'active', 'suspended')");
                    table.CheckConstraint("CK_Users_uidNumber", "\"uidNumber\" BETWEEN 2000 AND 2147483647");
                    table.CheckConstraint("CK_Users_username", "\"username\" = lower(\"username\") AND length(\"username\") > 0");
                });

            migrationBuilder.CreateTable(
                name: "UserGroups",
                columns: table => new
                {
                    uidNumber = table.Column<int>(type: "integer", nullable: false),
                    gidNumber = table.Column<int>(type: "integer", nullable: false),
                    createdAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserGroups", x => new { x.uidNumber, x.gidNumber });
                    table.ForeignKey(
                        name: "FK_UserGroups_Groups_gidNumber",
                        column: x => x.gidNumber,
                        principalTable: "Groups",
                        principalColumn: "gidNumber",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_UserGroups_Users_uidNumber",
                        column: x => x.uidNumber,
                        principalTable: "Users",
                        principalColumn: "uidNumber",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_occurredAt",
                table: "AuditEvents",
                column: "occurredAt");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_resource_name",
                table: "AuditEvents",
                columns: new[] { "resource", "name" });

            migrationBuilder.CreateIndex(
                name: "IX_Groups_cn",
                table: "Groups",
                column: "cn",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SessionSecrets_secretFingerprint",
                table: "SessionSecrets",
                column: "secretFingerprint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UserGroups_gidNumber",
                table: "UserGroups",
                column: "gidNumber");

            migrationBuilder.CreateIndex(
                name: "IX_Users_mail",
                table: "Users",
                column: "mail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_username",
                table: "Users",
                column: "username",
                unique: true);

            AccountSeed.Insert(migrationBuilder, ClusterManagement.Data.PostgreSql.PostgreSqlProvider.Instance);
            new ClusterManagement.Data.PostgreSql.PostgreSqlTriggers().CreateAccounts(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditEvents");

            migrationBuilder.DropTable(
                name: "SessionSecrets");

            migrationBuilder.DropTable(
                name: "UserGroups");

            migrationBuilder.DropTable(
                name: "Groups");

            migrationBuilder.DropTable(
                name: "Users");
        }
    }
}
