using Amplify.Samples;

namespace Amplify.Tests;

public sealed class ArgumentsTests
{
    [Test]
    public void None_means_an_emulator_in_this_process_and_a_person()
    {
        Arguments arguments = Arguments.Parse([]);

        Assert.That((arguments.Demo, arguments.Help, arguments.RequireMfa, arguments.Paste), Is.EqualTo((false, false, false, false)));
        Assert.That((arguments.ConfigPath, arguments.EmulatorPath, arguments.StoreFolder), Is.EqualTo((default(string), default(string), default(string))));
    }

    [Test]
    public void A_pool_of_ones_own_with_everything()
    {
        Arguments arguments = Arguments.Parse(["--config", "outputs.json", "--endpoint", "http://127.0.0.1:9229", "--bucket", "photos", "--store", "here", "--paste"]);

        Assert.That((arguments.ConfigPath, arguments.Bucket, arguments.StoreFolder, arguments.Paste), Is.EqualTo(("outputs.json", "photos", "here", true)));
        Assert.That(arguments.Endpoint, Is.EqualTo(new Uri("http://127.0.0.1:9229")));
    }

    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("--demo", "--help")]
    public void Help_comes_before_everything_else(params string[] args) => Assert.That(Arguments.Parse(args).Help);

    [TestCase("--nonsense")]
    [TestCase("word")]
    [TestCase("--config")]
    [TestCase("--config", "")]
    [TestCase("--config", "--demo")]
    [TestCase("--demo", "--config", "outputs.json")]
    [TestCase("--demo", "--require-mfa")]
    [TestCase("--demo", "--paste")]
    [TestCase("--config", "outputs.json", "--emulator", "ready.json")]
    [TestCase("--bucket", "photos")]
    [TestCase("--endpoint", "http://127.0.0.1:9229")]
    [TestCase("--config", "outputs.json", "--endpoint", "9229")]
    [TestCase("--config", "outputs.json", "--endpoint", "ftp://127.0.0.1")]
    public void What_makes_no_sense_is_refused(params string[] args) => Assert.That(() => Arguments.Parse(args), Throws.TypeOf<ArgumentsException>());
}
