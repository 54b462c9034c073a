using ClusterManagement.Help;

var options = HelpOptions.Parse(args);
if (options.ShowHelp)
{
    Console.Out.WriteLine(HelpOptions.Usage);
    return 0;
}

if (options.Mistake is { } mistake)
{
    Console.Error.WriteLine(mistake);
    Console.Error.WriteLine(HelpOptions.Usage);
    return 64;
}

return Generator.Run(options);
