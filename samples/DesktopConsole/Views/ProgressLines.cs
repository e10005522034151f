namespace Amplify.Samples;

/// <summary>Progress where no bar can grow: a line for each quarter.</summary>
internal sealed class ProgressLines(Screen screen, string what, long total) : IProgress<long>
{
    private const int Quarters = 4;
    private const int BarWidth = 40;

    private int _told;

    public void Report(long value)
    {
        int quarters = (int)(value * Quarters / Math.Max(1, total));
        while (_told < quarters)
        {
            int filled = ++_told * BarWidth / Quarters;
            screen.Say($"{what} {new string('━', filled)}{new string('─', BarWidth - filled)} {_told * 100 / Quarters}%");
        }
    }
}
