using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClusterManagement.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Certificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Certificates",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    externalDomainId = table.Column<int>(type: "INTEGER", nullable: false),
                    currentDomainId = table.Column<int>(type: "INTEGER", nullable: true),
                    certificate = table.Column<string>(type: "TEXT", nullable: false),
                    privateKey = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 95, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    serialNumber = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dnsNames = table.Column<string>(type: "TEXT", nullable: false),
                    notBefore = table.Column<DateTime>(type: "TEXT", nullable: false),
                    notAfter = table.Column<DateTime>(type: "TEXT", nullable: false),
                    createdAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => x.id);
                    table.CheckConstraint("CK_Certificates_currentDomainId", "currentDomainId IS NULL OR currentDomainId = externalDomainId");
                    table.ForeignKey(
                        name: "FK_Certificates_ExternalDomains_externalDomainId",
                        column: x => x.externalDomainId,
                        principalTable: "ExternalDomains",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SiteVersions",
                columns: table => new
                {
                    siteId = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SiteVersions", x => x.siteId);
                    table.ForeignKey(
                        name: "FK_SiteVersions_Sites_siteId",
                        column: x => x.siteId,
                        principalTable: "Sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_currentDomainId",
                table: "Certificates",
                column: "currentDomainId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_externalDomainId_fingerprint",
                table: "Certificates",
                columns: new[] { "externalDomainId", "fingerprint" },
                unique: true);

            new ClusterManagement.Data.Sqlite.SqliteTriggers().CreateSiteVersions(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            new ClusterManagement.Data.Sqlite.SqliteTriggers().DropSiteVersions(migrationBuilder);

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "SiteVersions");
        }
    }
}
