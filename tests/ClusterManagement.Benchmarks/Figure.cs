using System.Globalization;

namespace ClusterManagement.Benchmarks;

/// <summary>One measured figure, printed beside its budget.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Budget">The budget in milliseconds.</param>
/// <param name="Samples">The samples in milliseconds.</param>
internal sealed record Figure(string Name, double Budget, IReadOnlyList<double> Samples)
{
    private double Median => Samples.Order().ElementAt(Samples.Count / 2);

    /// <summary>Prints figures as a table.</summary>
    /// <param name="figures">The figures.</param>
    public static void Print(IEnumerable<Figure> figures)
    {
        Console.WriteLine($"{"figure",-64}{"median ms",12}{"best ms",12}{"budget ms",12}{"ratio",8}");
        foreach (var figure in figures)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{figure.Name,-64}{figure.Median,12:0.000}{figure.Samples.Min(),12:0.000}{figure.Budget,12:0.0}{figure.Median / figure.Budget,8:0.00}"));
        }
    }
}
