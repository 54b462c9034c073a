using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClusterManagement.Data.Migrations.Sqlite
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    occurredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    userName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    host = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    processId = table.Column<int>(type: "INTEGER", nullable: false),
                    command = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    resource = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    resourceId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEvents", x => x.id);
                    table.CheckConstraint("CK_AuditEvents_action", "action IN ('create', 'change', 'remove')");
                });

            migrationBuilder.CreateTable(
                name: "Groups",
                columns: table => new
                {
                    gidNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    cn = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    isAdministrator = table.Column<bool>(type: "INTEGER", nullable: false),
                    createdAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Groups", x => x.gidNumber);
                    table.CheckConstraint("CK_Groups_cn", "cn = lower(cn) AND length(cn) > 0");
                    table.CheckConstraint("CK_Groups_gidNumber", "gidNumber BETWEEN 2000 AND 2147483647");
                });

            migrationBuilder.CreateTable(
                name: "SessionSecrets",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    secret = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: false),
                    secretFingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    createdAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionSecrets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    uidNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    username = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    cn = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    sn = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    givenName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    mail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    sshPublicKey = table.Column<string>(type: "TEXT", maxLength: 8192, nullable: true),
                    userPassword = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false, defaultValue: "pending"),
                    createdAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.uidNumber);
                    table.CheckConstraint("CK_Users_mail", "mail = lower(mail) AND length(mail) > 0");
                    table.CheckConstraint("CK_Users_status", "status IN ('pending', 'active', 'suspended')");
                    table.CheckConstraint("CK_Users_uidNumber", "uidNumber BETWEEN 2000 AND 2147483647");
                    table.CheckConstraint("CK_Users_username", "username = lower(username) AND length(username) > 0");
                });

            migrationBuilder.CreateTable(
                name: "UserGroups",
                columns: table => new
                {
                    uidNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    gidNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    createdAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<Guid>(type: "TEXT", nullable: false)
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

            AccountSeed.Insert(migrationBuilder, ClusterManagement.Data.Sqlite.SqliteProvider.Instance);
            new ClusterManagement.Data.Sqlite.SqliteTriggers().CreateAccounts(migrationBuilder);
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
