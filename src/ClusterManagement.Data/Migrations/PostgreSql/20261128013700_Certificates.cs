using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ClusterManagement.Data.Migrations.PostgreSql
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
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    externalDomainId = table.Column<int>(type: "integer", nullable: false),
                    currentDomainId = table.Column<int>(type: "integer", nullable: true),
                    certificate = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    privateKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fingerprint = table.Column<string>(type: "character varying(95)", maxLength: 95, nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C"),
                    issuer = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C"),
                    serialNumber = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    dnsNames = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    notBefore = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    notAfter = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    createdAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => x.id);
                    table.CheckConstraint("CK_Certificates_currentDomainId", "\"currentDomainId\" IS NULL OR \"currentDomainId\" = \"externalDomainId\"");
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
                    siteId = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<string>(type: "character varying(36)", maxLength: 36, nullable: false, collation: "C")
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

            new ClusterManagement.Data.PostgreSql.PostgreSqlTriggers().CreateSiteVersions(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            new ClusterManagement.Data.PostgreSql.PostgreSqlTriggers().DropSiteVersions(migrationBuilder);

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "SiteVersions");
        }
    }
}
