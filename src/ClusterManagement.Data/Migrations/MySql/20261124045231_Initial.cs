using System;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClusterManagement.Data.Migrations.MySql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.CreateTable(
                name: "AllocationPools",
                columns: table => new
                {
                    name = table.Column<string>(type: "varchar(64)", maxLength: 64, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    nextFree = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AllocationPools", x => x.name);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "Jobs",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    name = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    associatedResource = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    status = table.Column<string>(type: "varchar(16)", maxLength: 16, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    completedAt = table.Column<DateTime>(type: "datetime(6)", nullable: true),
                    createdAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    version = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Jobs", x => x.id);
                    table.CheckConstraint("CK_Jobs_status", "`status` IN ('pending', 'running', 'success', 'failure', 'cancelled')");
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "Sites",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    name = table.Column<string>(type: "varchar(64)", maxLength: 64, nullable: false, collation: "utf8mb4_general_ci")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    internalDomain = table.Column<string>(type: "varchar(253)", maxLength: 253, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    dhcpRange = table.Column<string>(type: "varchar(31)", maxLength: 31, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    subnetMask = table.Column<string>(type: "varchar(15)", maxLength: 15, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    gateway = table.Column<string>(type: "varchar(15)", maxLength: 15, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    dnsForwarders = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    createdAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    version = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sites", x => x.id);
                    table.CheckConstraint("CK_Sites_internalDomain", "`internalDomain` = lower(`internalDomain`) AND length(`internalDomain`) > 0");
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "JobStatuses",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    jobId = table.Column<int>(type: "int", nullable: false),
                    message = table.Column<string>(type: "varchar(4096)", maxLength: 4096, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    createdAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    version = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobStatuses", x => x.id);
                    table.ForeignKey(
                        name: "FK_JobStatuses_Jobs_jobId",
                        column: x => x.jobId,
                        principalTable: "Jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "ExternalDomains",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    domain = table.Column<string>(type: "varchar(253)", maxLength: 253, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    siteId = table.Column<int>(type: "int", nullable: false),
                    acmeEmail = table.Column<string>(type: "varchar(254)", maxLength: 254, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    acmeDirectory = table.Column<string>(type: "varchar(512)", maxLength: 512, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    cloudflareApiEmail = table.Column<string>(type: "varchar(254)", maxLength: 254, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    cloudflareApiKey = table.Column<string>(type: "varchar(2048)", maxLength: 2048, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    createdAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    version = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExternalDomains", x => x.id);
                    table.CheckConstraint("CK_ExternalDomains_domain", "`domain` = lower(`domain`) AND length(`domain`) > 0");
                    table.ForeignKey(
                        name: "FK_ExternalDomains_Sites_siteId",
                        column: x => x.siteId,
                        principalTable: "Sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "Nodes",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    name = table.Column<string>(type: "varchar(63)", maxLength: 63, nullable: false, collation: "utf8mb4_general_ci")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    siteId = table.Column<int>(type: "int", nullable: false),
                    ipv4Address = table.Column<string>(type: "varchar(15)", maxLength: 15, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    apiUrl = table.Column<string>(type: "varchar(512)", maxLength: 512, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    apiTokenIdOrUsername = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    apiTokenSecretOrPassword = table.Column<string>(type: "varchar(2048)", maxLength: 2048, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    disableTlsVerification = table.Column<bool>(type: "tinyint(1)", nullable: false),
                    certificateFingerprint = table.Column<string>(type: "varchar(95)", maxLength: 95, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    createdAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    version = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nodes", x => x.id);
                    table.ForeignKey(
                        name: "FK_Nodes_Sites_siteId",
                        column: x => x.siteId,
                        principalTable: "Sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "Containers",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    hostname = table.Column<string>(type: "varchar(63)", maxLength: 63, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    name = table.Column<string>(type: "varchar(64)", maxLength: 64, nullable: false, collation: "utf8mb4_general_ci")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    nodeId = table.Column<int>(type: "int", nullable: false),
                    containerId = table.Column<int>(type: "int", nullable: true),
                    macAddress = table.Column<string>(type: "varchar(17)", maxLength: 17, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    ipv4Address = table.Column<string>(type: "varchar(15)", maxLength: 15, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    ipv4Number = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "varchar(16)", maxLength: 16, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    statusReason = table.Column<string>(type: "varchar(2048)", maxLength: 2048, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    ownershipId = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci"),
                    template = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    cores = table.Column<int>(type: "int", nullable: true),
                    memory = table.Column<int>(type: "int", nullable: true),
                    swap = table.Column<int>(type: "int", nullable: true),
                    disk = table.Column<int>(type: "int", nullable: true),
                    description = table.Column<string>(type: "varchar(4096)", maxLength: 4096, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    tags = table.Column<string>(type: "varchar(1024)", maxLength: 1024, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    onBoot = table.Column<bool>(type: "tinyint(1)", nullable: false),
                    createdAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    version = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Containers", x => x.id);
                    table.CheckConstraint("CK_Containers_containerId", "`containerId` BETWEEN 100 AND 999999999");
                    table.CheckConstraint("CK_Containers_hostname", "`hostname` = lower(`hostname`) AND length(`hostname`) > 0");
                    table.CheckConstraint("CK_Containers_ipv4Number", "`ipv4Number` BETWEEN 0 AND 4294967295");
                    table.CheckConstraint("CK_Containers_macAddress", "`macAddress` = upper(`macAddress`) AND length(`macAddress`) = 17");
                    table.CheckConstraint("CK_Containers_status", "`status` IN ('pending', 'creating', 'running', 'stopped', 'failed', 'missing', 'unknown')");
                    table.ForeignKey(
                        name: "FK_Containers_Nodes_nodeId",
                        column: x => x.nodeId,
                        principalTable: "Nodes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "Services",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    containerId = table.Column<int>(type: "int", nullable: false),
                    type = table.Column<string>(type: "varchar(16)", maxLength: 16, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    containerPort = table.Column<int>(type: "int", nullable: false),
                    createdAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "datetime(6)", nullable: false),
                    version = table.Column<Guid>(type: "char(36)", nullable: false, collation: "ascii_general_ci")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Services", x => x.id);
                    table.UniqueConstraint("AK_Services_id_type", x => new { x.id, x.type });
                    table.CheckConstraint("CK_Services_containerPort", "`containerPort` BETWEEN 1 AND 65535");
                    table.CheckConstraint("CK_Services_type", "`type` IN ('http', 'transport', 'dns')");
                    table.ForeignKey(
                        name: "FK_Services_Containers_containerId",
                        column: x => x.containerId,
                        principalTable: "Containers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "DnsServices",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    recordType = table.Column<string>(type: "varchar(16)", maxLength: 16, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    serviceName = table.Column<string>(type: "varchar(63)", maxLength: 63, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    type = table.Column<string>(type: "varchar(16)", maxLength: 16, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DnsServices", x => x.id);
                    table.CheckConstraint("CK_DnsServices_recordType", "`recordType` IN ('SRV')");
                    table.CheckConstraint("CK_DnsServices_serviceName", "`serviceName` = lower(`serviceName`) AND length(`serviceName`) > 0");
                    table.CheckConstraint("CK_DnsServices_type", "`type` IN ('dns')");
                    table.ForeignKey(
                        name: "FK_DnsServices_Services_id_type",
                        columns: x => new { x.id, x.type },
                        principalTable: "Services",
                        principalColumns: new[] { "id", "type" },
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "HTTPServices",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    externalHostname = table.Column<string>(type: "varchar(253)", maxLength: 253, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    externalDomainId = table.Column<int>(type: "int", nullable: false),
                    type = table.Column<string>(type: "varchar(16)", maxLength: 16, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HTTPServices", x => x.id);
                    table.CheckConstraint("CK_HTTPServices_externalHostname", "`externalHostname` = lower(`externalHostname`) AND length(`externalHostname`) > 0");
                    table.CheckConstraint("CK_HTTPServices_type", "`type` IN ('http')");
                    table.ForeignKey(
                        name: "FK_HTTPServices_ExternalDomains_externalDomainId",
                        column: x => x.externalDomainId,
                        principalTable: "ExternalDomains",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HTTPServices_Services_id_type",
                        columns: x => new { x.id, x.type },
                        principalTable: "Services",
                        principalColumns: new[] { "id", "type" },
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "TransportServices",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    protocol = table.Column<string>(type: "varchar(16)", maxLength: 16, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    externalPort = table.Column<int>(type: "int", nullable: false),
                    useTls = table.Column<bool>(type: "tinyint(1)", nullable: false),
                    type = table.Column<string>(type: "varchar(16)", maxLength: 16, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TransportServices", x => x.id);
                    table.CheckConstraint("CK_TransportServices_externalPort", "`externalPort` BETWEEN 1 AND 65535");
                    table.CheckConstraint("CK_TransportServices_protocol", "`protocol` IN ('tcp', 'udp')");
                    table.CheckConstraint("CK_TransportServices_type", "`type` IN ('transport')");
                    table.CheckConstraint("CK_TransportServices_useTls", "`protocol` = 'tcp' OR NOT `useTls`");
                    table.ForeignKey(
                        name: "FK_TransportServices_Services_id_type",
                        columns: x => new { x.id, x.type },
                        principalTable: "Services",
                        principalColumns: new[] { "id", "type" },
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateIndex(
                name: "IX_Containers_hostname",
                table: "Containers",
                column: "hostname",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Containers_ipv4Address",
                table: "Containers",
                column: "ipv4Address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Containers_ipv4Number",
                table: "Containers",
                column: "ipv4Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Containers_macAddress",
                table: "Containers",
                column: "macAddress",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Containers_name",
                table: "Containers",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "IX_Containers_nodeId_containerId",
                table: "Containers",
                columns: new[] { "nodeId", "containerId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Containers_ownershipId",
                table: "Containers",
                column: "ownershipId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExternalDomains_domain",
                table: "ExternalDomains",
                column: "domain",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExternalDomains_siteId",
                table: "ExternalDomains",
                column: "siteId");

            migrationBuilder.CreateIndex(
                name: "IX_HTTPServices_externalDomainId",
                table: "HTTPServices",
                column: "externalDomainId");

            migrationBuilder.CreateIndex(
                name: "IX_HTTPServices_externalHostname_externalDomainId",
                table: "HTTPServices",
                columns: new[] { "externalHostname", "externalDomainId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_associatedResource",
                table: "Jobs",
                column: "associatedResource");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_status",
                table: "Jobs",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "IX_JobStatuses_jobId",
                table: "JobStatuses",
                column: "jobId");

            migrationBuilder.CreateIndex(
                name: "IX_Nodes_name",
                table: "Nodes",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Nodes_siteId",
                table: "Nodes",
                column: "siteId");

            migrationBuilder.CreateIndex(
                name: "IX_Services_containerId",
                table: "Services",
                column: "containerId");

            migrationBuilder.CreateIndex(
                name: "IX_Sites_name",
                table: "Sites",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TransportServices_protocol_externalPort",
                table: "TransportServices",
                columns: new[] { "protocol", "externalPort" },
                unique: true);

            new ClusterManagement.Data.MySql.MySqlTriggers().CreateWithPools(migrationBuilder);
            migrationBuilder.Sql("INSERT INTO `AllocationPools` (`name`, `nextFree`) VALUES ('writer', 0);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AllocationPools");

            migrationBuilder.DropTable(
                name: "DnsServices");

            migrationBuilder.DropTable(
                name: "HTTPServices");

            migrationBuilder.DropTable(
                name: "JobStatuses");

            migrationBuilder.DropTable(
                name: "TransportServices");

            migrationBuilder.DropTable(
                name: "ExternalDomains");

            migrationBuilder.DropTable(
                name: "Jobs");

            migrationBuilder.DropTable(
                name: "Services");

            migrationBuilder.DropTable(
                name: "Containers");

            migrationBuilder.DropTable(
                name: "Nodes");

            migrationBuilder.DropTable(
                name: "Sites");
        }
    }
}
