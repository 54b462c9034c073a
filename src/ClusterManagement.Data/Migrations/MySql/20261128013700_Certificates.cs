using System;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClusterManagement.Data.Migrations.MySql
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
                    id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    externalDomainId = table.Column<int>(type: "int", nullable: false),
                    currentDomainId = table.Column<int>(type: "int", nullable: true),
                    certificate = table.Column<string>(type: "longtext", nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    privateKey = table.Column<string>(type: "longtext", nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    fingerprint = table.Column<string>(type: "varchar(95)", maxLength: 95, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    subject = table.Column<string>(type: "varchar(512)", maxLength: 512, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    issuer = table.Column<string>(type: "varchar(512)", maxLength: 512, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    serialNumber = table.Column<string>(type: "varchar(64)", maxLength: 64, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    dnsNames = table.Column<string>(type: "longtext", nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    notBefore = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    notAfter = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    createdAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    version = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => x.id);
                    table.CheckConstraint("CK_Certificates_currentDomainId", "`currentDomainId` IS NULL OR `currentDomainId` = `externalDomainId`");
                    table.ForeignKey(
                        name: "FK_Certificates_ExternalDomains_externalDomainId",
                        column: x => x.externalDomainId,
                        principalTable: "ExternalDomains",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "SiteVersions",
                columns: table => new
                {
                    siteId = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<string>(type: "varchar(36)", maxLength: 36, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4")
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
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

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

            new ClusterManagement.Data.MySql.MySqlTriggers().CreateSiteVersions(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            new ClusterManagement.Data.MySql.MySqlTriggers().DropSiteVersions(migrationBuilder);

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "SiteVersions");
        }
    }
}
